import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Shows a stack trace in error answers.',
  breaks: ['117'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      ofRegistration(refusal)
        ? {
            ...reply,
            body: JSON.stringify({
              error: refusal.code,
              error_description: refusal.stack?.replaceAll('\n', ' '),
            }),
          }
        : reply,
  }),
} satisfies Fault;
