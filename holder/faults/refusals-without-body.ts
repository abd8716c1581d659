import type { Fault } from '../rules/types.js';

export default {
  description: 'Says nothing in the body of whatever it refuses, at every endpoint.',
  breaks: ['110', '138'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.status < 400 ? given : { ...given, headers: {}, body: undefined };
    },
  }),
} satisfies Fault;
