import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads claim names and enumerated values without regard to letter case.',
  breaks: ['050'],
  rules: (rules) => ({
    ...rules,
    claim: (request, name) => {
      const found = Object.entries(request).find(([key]) => key.toLowerCase() === name)?.[1];
      if (typeof found !== 'string') return found;
      return name.endsWith('_alg') ? found.toUpperCase() : found.toLowerCase();
    },
  }),
} satisfies Fault;
