import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers an update with a new client_id.',
  breaks: ['147'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) => {
      const { stored, answered } = rules.updated(before, after);
      return { stored, answered: { ...answered, client_id: `${asText(answered.client_id)}-2` } };
    },
  }),
} satisfies Fault;
