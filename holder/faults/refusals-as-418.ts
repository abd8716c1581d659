import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers a status of its own to whatever it refuses, at every endpoint.',
  breaks: ['114', '138', '141'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.status >= 400 && given.status < 500 ? { ...given, status: 418 } : given;
    },
  }),
} satisfies Fault;
