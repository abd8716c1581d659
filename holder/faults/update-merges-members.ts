import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps members of the former flow on an update.',
  breaks: ['153', '151'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) => {
      const merged = { ...before, ...after };
      return { stored: merged, answered: merged };
    },
  }),
} satisfies Fault;
