import { Unproven } from '../../nouns/errors.js';
import { isJsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A URI with its host or its path in capital letters: `{ of: { $recipient: first_redirect_uri }, part: path }`',
  schema: {
    type: 'object',
    properties: { of: { type: 'string', minLength: 1 }, part: { enum: ['host', 'path'] } },
    required: ['of', 'part'],
    additionalProperties: false,
  },
  make: (args) => {
    const { of, part } = isJsonObject(args) ? args : {};
    const uri = String(of);
    // By hand, since `URL` writes every host in small letters.
    const [, scheme = '', authority = '', rest = ''] = /^([^:]+:\/\/)([^/?#]*)(.*)$/.exec(uri) ?? [];
    const capitals =
      part === 'host' ? `${scheme}${authority.toUpperCase()}${rest}` : `${scheme}${authority}${rest.toUpperCase()}`;
    if (capitals === uri) throw new Unproven(`the ${String(part)} of ${uri} has no small letters`);
    return capitals;
  },
});
