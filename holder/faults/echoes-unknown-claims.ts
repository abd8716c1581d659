import type { Fault } from '../rules/types.js';
import { optionalSsaClaims, requiredSsaClaims } from '../vocabulary.js';

const others: readonly string[] = [
  'software_statement',
  'client_id',
  ...requiredSsaClaims,
  ...optionalSsaClaims,
];

export default {
  description: 'Registers and returns claims that it does not know.',
  breaks: ['094'],
  rules: (rules) => ({
    ...rules,
    extra: (request) => {
      const known = [...Object.keys(rules.fields), ...Object.keys(rules.requestClaims), ...others];
      return Object.fromEntries(Object.entries(request).filter(([name]) => !known.includes(name)));
    },
  }),
} satisfies Fault;
