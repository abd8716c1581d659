import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers code without the authorization_code grant.',
  breaks: ['080', '077'],
  rules: (rules) => ({ ...rules, consistent: () => undefined }),
} satisfies Fault;
