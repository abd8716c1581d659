import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 409 to a missing or foreign client certificate.',
  breaks: ['021', '022', '023', '024'],
  rules: (rules) => ({
    ...rules,
    certificateRefusal: 'http',
    refusalReply: (reply, refusal, ask) => {
      const given = rules.refusalReply(reply, refusal, ask);
      return ask.certificateAccepted ? given : { ...given, status: 409 };
    },
  }),
} satisfies Fault;
