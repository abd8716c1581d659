import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';
import { optionalSsaClaims, requiredSsaClaims } from '../vocabulary.js';

const known: readonly string[] = [
  ...requiredSsaClaims,
  ...optionalSsaClaims,
  'iss',
  'iat',
  'exp',
  'nbf',
  'jti',
];

export default {
  description: 'Refuses an SSA with a claim that it does not know.',
  breaks: ['065'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape(claims);
      if (Object.keys(claims).some((name) => !known.includes(name)))
        refuseStatement('a claim of the SSA is unknown');
    },
  }),
} satisfies Fault;
