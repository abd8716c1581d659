import type { Fault } from '../rules/types.js';

export default {
  description: 'Tries every key of the client, whatever the kid of its assertion says.',
  breaks: ['194'],
  rules: (rules) => ({
    ...rules,
    assertionJws: { ...rules.assertionJws, candidates: (_header, published) => published },
  }),
} satisfies Fault;
