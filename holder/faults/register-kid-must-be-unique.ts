import { strictCandidates } from '../jws.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Tries only the first of several Register keys that share a kid.',
  breaks: ['057'],
  rules: (rules) => ({
    ...rules,
    statementJws: {
      ...rules.statementJws,
      candidates: (header, published) => strictCandidates(header, published).slice(0, 1),
    },
  }),
} satisfies Fault;
