import type { Fault } from '../rules/types.js';
import { bankingScopes } from '../vocabulary.js';

export default {
  description: 'Leaves openid out of scopes_supported.',
  breaks: ['013'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...document,
      scopes_supported: bankingScopes.filter((scope) => scope !== 'openid'),
    }),
  }),
} satisfies Fault;
