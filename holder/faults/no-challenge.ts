import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 401 without WWW-Authenticate.',
  breaks: ['141'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      refusal.subject === 'bearer'
        ? {
            ...reply,
            headers: Object.fromEntries(
              Object.entries(reply.headers).filter(([name]) => name !== 'www-authenticate'),
            ),
          }
        : reply,
  }),
} satisfies Fault;
