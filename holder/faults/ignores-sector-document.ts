import type { Fault } from '../rules/types.js';

export default {
  description: 'Never reads the sector document.',
  breaks: ['071'],
  rules: (rules) => ({ ...rules, sector: () => Promise.resolve() }),
} satisfies Fault;
