import type { Json } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

interface Wish {
  readonly of: string;
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: number;
  readonly path?: string;
  readonly query?: string;
}

/** Put together by hand: `URL` refuses to change some schemes and drops default ports. */
function replaced({ of, scheme, host, port, path, query }: Wish): string {
  const url = new URL(of);
  const door = port === undefined ? url.port : String(port);
  return [
    `${scheme ?? url.protocol.slice(0, -1)}://${host ?? url.hostname}`,
    door === '' ? '' : `:${door}`,
    path ?? url.pathname,
    query === undefined ? url.search : `?${query}`,
  ].join('');
}

const text = { type: 'string' } satisfies Json;

export default defineValue({
  summary: 'A URL with parts of it replaced: `{ of: { $recipient: jwks_uri }, scheme: http }`',
  schema: {
    type: 'object',
    properties: {
      of: { type: 'string', minLength: 1 },
      scheme: text,
      host: text,
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
      path: text,
      query: text,
    },
    required: ['of'],
    additionalProperties: false,
    minProperties: 2,
  },
  make: (args) => replaced(args as unknown as Wish),
});
