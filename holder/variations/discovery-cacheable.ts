import type { Variation } from '../rules/types.js';

/** CDR-DCR-REQ-001, 006: nothing forbids to cache what is public; RFC 9111 section 5.2.2. */
export default {
  description: 'Lets the discovery document and its keys be cached, to any origin.',
  allowedBy: 'CDR-DCR-REQ-001, 006; RFC 9111 section 5.2.2',
  rules: (rules) => ({
    ...rules,
    plainReply: (reply, ask) => {
      const given = rules.plainReply(reply, ask);
      const cors = { 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' };
      return { ...given, headers: { ...given.headers, ...cors } };
    },
  }),
} satisfies Variation;
