import type { Fault } from '../rules/types.js';

export default {
  description: 'Shows a stack trace in whatever it refuses, at every endpoint.',
  breaks: ['117'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.status < 400
        ? given
        : {
            ...given,
            body: 'Error\n    at process (node:internal/process:1:1)',
            headers: { ...given.headers, 'content-type': 'text/plain' },
          };
    },
  }),
} satisfies Fault;
