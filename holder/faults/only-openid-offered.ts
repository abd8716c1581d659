import type { Fault } from '../rules/types.js';

export default {
  description: 'Offers no scope but openid and no response mode of JARM in the discovery document.',
  breaks: ['012', '013'],
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...rules.metadata(document),
      scopes_supported: ['openid'],
      response_modes_supported: ['query'],
    }),
  }),
} satisfies Fault;
