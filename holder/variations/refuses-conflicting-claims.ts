import { refuseMetadata } from '../refusal.js';
import type { Variation } from '../rules/types.js';

/** A24: claims beside the SSA that contradict it may be refused instead of overruled. */
export default {
  description: 'Refuses a request whose claims contradict its SSA.',
  allowedBy: 'CDR-DCR-REQ-091; A24',
  rules: (rules) => ({
    ...rules,
    wholeRequest: (request, statement) => {
      rules.wholeRequest(request, statement);
      for (const name of rules.echoed) {
        const given = request[name];
        if (given !== undefined && JSON.stringify(given) !== JSON.stringify(statement[name]))
          refuseMetadata(`${name} contradicts the software statement`);
      }
    },
  }),
} satisfies Variation;
