import { jsonReply } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers a deletion with 200 and a body.',
  breaks: ['155'],
  rules: (rules) => ({ ...rules, deletedReply: jsonReply(200, { deleted: true }) }),
} satisfies Fault;
