import { garbled } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns other texts on reading than on creation.',
  breaks: ['140', '151'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    represent: (document, operation, request) => {
      const given = rules.represent(document, operation, request);
      return operation === 'read'
        ? Object.fromEntries(
            Object.entries(given).map(([name, value]) => [
              name,
              name === 'client_id' ? value : garbled(value),
            ]),
          )
        : given;
    },
  }),
} satisfies Fault;
