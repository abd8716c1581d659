import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 500 to whatever it refuses, at every endpoint.',
  breaks: ['115', '114', '138', '141'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.status >= 400 && given.status < 500 ? { ...given, status: 500 } : given;
    },
  }),
} satisfies Fault;
