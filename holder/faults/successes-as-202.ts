import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 202 to whatever it grants, at every endpoint.',
  breaks: ['095', '123', '140', '146', '155'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return given.status < 300 && ask.listener === 'mtls' ? { ...given, status: 202 } : given;
    },
  }),
} satisfies Fault;
