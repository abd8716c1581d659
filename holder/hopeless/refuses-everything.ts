import { Refusal, refuseClient } from '../refusal.js';
import type { Hopeless } from '../rules/types.js';

export default {
  description: 'Refuses every registration, token and management request, whatever it says.',
  rules: (rules) => ({
    ...rules,
    head: () => {
      throw new Refusal(400, 'invalid_client_metadata', 'no', 'request');
    },
    tokenParameters: () => refuseClient('no'),
  }),
} satisfies Hopeless;
