import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes a second and a half for each registration call.',
  breaks: ['180', '181'],
  rules: (rules) => ({ ...rules, delay: ({ path }) => (path.includes('/register') ? 1500 : 0) }),
} satisfies Fault;
