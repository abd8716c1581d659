import type { Fault } from '../rules/types.js';
import { optionalSsaClaims, requiredSsaClaims } from '../vocabulary.js';

const own: readonly string[] = [
  ...requiredSsaClaims,
  ...optionalSsaClaims,
  'iss',
  'iat',
  'exp',
  'nbf',
  'jti',
];

export default {
  description: 'Registers and returns claims of the SSA that it does not know.',
  breaks: ['065'],
  rules: (rules) => ({
    ...rules,
    extra: (_request, statement) =>
      Object.fromEntries(Object.entries(statement).filter(([name]) => !own.includes(name))),
  }),
} satisfies Fault;
