import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses client assertions signed with ES256, which it offers.',
  breaks: ['123', '017'],
  rules: (rules) => ({ ...rules, assertionJws: { ...rules.assertionJws, algs: ['PS256'] } }),
} satisfies Fault;
