import { pick } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns nothing of a registration but its client_id.',
  breaks: ['100', '102', '140', '151'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) =>
      pick(rules.represent(document, operation, request), 'client_id'),
  }),
} satisfies Fault;
