import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Describes errors by an object.',
  breaks: ['113'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      ofRegistration(refusal)
        ? {
            ...reply,
            body: JSON.stringify({ error: refusal.code, error_description: { text: refusal.message } }),
          }
        : reply,
  }),
} satisfies Fault;
