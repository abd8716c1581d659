import type { Variation } from '../rules/types.js';

/** RFC 6750 section 3: realm, scope and the order of parameters are free; error is left out where no token came. */
export default {
  description: 'Challenges with a realm and a scope first.',
  allowedBy: 'CDR-DCR-REQ-141; RFC 6750 section 3',
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      const challenge = given.headers['www-authenticate'];
      if (challenge === undefined) return given;
      const detail = challenge.replace(/^Bearer ?/u, '');
      const realm = 'Bearer realm="cdr", scope="cdr:registration"';
      return {
        ...given,
        headers: { ...given.headers, 'www-authenticate': detail === '' ? realm : `${realm}, ${detail}` },
      };
    },
  }),
} satisfies Variation;
