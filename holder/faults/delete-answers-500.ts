import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers a deletion with 500.',
  breaks: ['155', '115'],
  rules: (rules) => ({ ...rules, deletedReply: jsonReply(500, { error: 'server_error' }) }),
} satisfies Fault;
