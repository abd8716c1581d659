import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Publishes nothing to who does not ask for application/json by name.',
  breaks: ['001'],
  rules: (rules) => ({
    ...rules,
    plainReply: (reply, ask) =>
      (ask.headers.accept ?? '').includes('application/json')
        ? rules.plainReply(reply, ask)
        : jsonReply(406, { error: 'not_acceptable' }),
  }),
} satisfies Fault;
