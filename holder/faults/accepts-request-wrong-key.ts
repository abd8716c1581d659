import { strictCandidates } from '../jws.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Does not verify the signature of the request JWT.',
  breaks: ['040', '189', '116'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      verify: () => true,
      candidates: (header, published) => [...strictCandidates(header, published), ...published],
    },
  }),
} satisfies Fault;
