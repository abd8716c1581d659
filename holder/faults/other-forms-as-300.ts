import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 300 to a registration request that wants another form than JSON.',
  breaks: ['031', '114'],
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => {
      const given = rules.everyReply(reply, ask);
      return /json|[*]/u.test(ask.headers.accept ?? '*') ? given : { ...given, status: 300 };
    },
  }),
} satisfies Fault;
