import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes any grant type for client_credentials.',
  breaks: ['138'],
  rules: (rules) => ({ ...rules, grantType: () => 'client_credentials' }),
} satisfies Fault;
