import { strictCandidates } from '../jws.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Tries only the first of several keys that share a kid.',
  breaks: ['038'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      candidates: (header, published) => strictCandidates(header, published).slice(0, 1),
    },
  }),
} satisfies Fault;
