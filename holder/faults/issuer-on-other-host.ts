import type { Fault } from '../rules/types.js';

export default {
  description: 'Names itself by an issuer on another host than the one that serves the discovery document.',
  breaks: ['005'],
  rules: (rules) => ({ ...rules, issuer: () => 'https://issuer.holder.example' }),
} satisfies Fault;
