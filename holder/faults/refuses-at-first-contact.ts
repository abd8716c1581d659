import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses a recipient whose address it has not seen before.',
  breaks: ['181'],
  rules: (rules) => {
    const seen = new Set<string>(); // an allow-list that fills itself, as long as the fault is active
    return {
      ...rules,
      recipientKeysUri: (statement, request) => {
        const uri = rules.recipientKeysUri(statement, request);
        if (seen.has(uri)) return uri;
        seen.add(uri);
        return refuseRequest('the host of the recipient is not on the allow-list');
      },
    };
  },
} satisfies Fault;
