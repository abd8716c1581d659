import { isJsonObject } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { onAnswer, show } from '../show.js';

/** Judges the claims that the `token` action read from the token, since evidence holds no usable token. */
export default defineCheck({
  summary:
    'An access token in JWT form names this certificate thumbprint in cnf.x5t#S256 (RFC 8705 section 3.1)',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
  explain: () =>
    'a token in JWT form confirms the thumbprint of the client certificate; an opaque one shows nothing',
  judge: (args, { step }) => {
    const expected = `cnf.x5t#S256 is ${String(args)}, or the token is opaque`;
    return onAnswer(step, expected, () => {
      const claims = step.values['token_claims'];
      if (claims === undefined) return { met: true, actual: 'the token is opaque' };
      const cnf = isJsonObject(claims) ? claims['cnf'] : undefined;
      const found = isJsonObject(cnf) ? cnf['x5t#S256'] : undefined;
      return { met: found === args, actual: `cnf.x5t#S256 is ${show(found)}` };
    });
  },
});
