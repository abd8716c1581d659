import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Serves the discovery document to callers with an Authorization header only.',
  breaks: ['001'],
  rules: (rules) => ({
    ...rules,
    plainReply: (reply, { authorization }) =>
      authorization.length > 0 ? reply : jsonReply(401, { error: 'invalid_token' }),
  }),
} satisfies Fault;
