import { refuseClient } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses client assertions without iat.',
  breaks: ['131'],
  rules: (rules) => ({
    ...rules,
    assertionClaims: {
      ...rules.assertionClaims,
      iat: (value, context) => {
        if (value === undefined) refuseClient('iat is missing');
        rules.assertionClaims.iat?.(value, context);
      },
    },
  }),
} satisfies Fault;
