import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers with another x-fapi-interaction-id than the one it was sent.',
  breaks: ['145'],
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return { ...given, headers: { ...given.headers, 'x-fapi-interaction-id': 'of-my-own' } };
    },
  }),
} satisfies Fault;
