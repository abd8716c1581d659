import { garbled } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns a registration whose texts are all altered, but for its client_id.',
  breaks: ['100', '099', '104', '140'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) => {
      const given = rules.represent(document, operation, request);
      return Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, name === 'client_id' ? value : garbled(value)]),
      );
    },
  }),
} satisfies Fault;
