import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers GET on the registration endpoint with 200.',
  breaks: ['028'],
  rules: (rules) => ({
    ...rules,
    methodNotAllowed: (ask, allowed) =>
      ask.method === 'GET' ? jsonReply(200, []) : rules.methodNotAllowed(ask, allowed),
  }),
} satisfies Fault;
