import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers 503 where its keys should be.',
  breaks: ['006'],
  rules: (rules) => ({
    ...rules,
    plainReply: (reply, ask) =>
      ask.path.endsWith('/jwks')
        ? jsonReply(503, { error: 'temporarily_unavailable' })
        : rules.plainReply(reply, ask),
  }),
} satisfies Fault;
