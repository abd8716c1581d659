import type { Fault } from '../rules/types.js';

export default {
  description: 'Names itself by one fixed issuer whichever brand it serves.',
  breaks: ['016', '005'],
  rules: (rules) => ({ ...rules, issuer: () => 'https://holder.example/all-brands' }),
} satisfies Fault;
