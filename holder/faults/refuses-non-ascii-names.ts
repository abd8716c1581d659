import { asText } from '../json.js';
import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an SSA with characters beyond ASCII.',
  breaks: ['109'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape(claims);
      if (/[^ -~]/u.test(asText(claims.client_name)))
        refuseStatement('client_name holds characters that are not allowed');
    },
  }),
} satisfies Fault;
