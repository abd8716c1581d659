import { isJsonObject, type Json, type JsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

const parts = ['scheme', 'host', 'port', 'path', 'query'] as const;

function text(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  return value === undefined ? undefined : String(value);
}

/** Put together by hand: `URL` refuses to change some schemes and drops default ports. */
function replaced(args: JsonObject): string {
  const { hostname, port, pathname, search, protocol } = new URL(String(args['of']));
  const scheme = text(args, 'scheme') ?? protocol.slice(0, -1);
  const host = text(args, 'host') ?? hostname;
  const door = text(args, 'port') ?? port;
  const query = text(args, 'query');
  return [
    `${scheme}://${host}`,
    door === '' ? '' : `:${door}`,
    text(args, 'path') ?? pathname,
    query === undefined ? search : `?${query}`,
  ].join('');
}

export default defineValue({
  summary: 'A URL with parts of it replaced: `{ of: { $recipient: jwks_uri }, scheme: http }`',
  schema: {
    type: 'object',
    properties: {
      of: { type: 'string', minLength: 1 },
      ...Object.fromEntries(parts.map((name) => [name, { type: 'string' } satisfies Json])),
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
    },
    required: ['of'],
    additionalProperties: false,
    minProperties: 2,
  },
  make: (args) => (isJsonObject(args) ? replaced(args) : String(args)),
});
