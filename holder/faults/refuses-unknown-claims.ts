import { refuseMetadata } from '../refusal.js';
import type { Fault } from '../rules/types.js';
import { optionalSsaClaims, requiredSsaClaims } from '../vocabulary.js';

const others: readonly string[] = [
  'software_statement',
  'client_id',
  ...requiredSsaClaims,
  ...optionalSsaClaims,
];

export default {
  description: 'Refuses requests with claims that it does not know.',
  breaks: ['094'],
  rules: (rules) => ({
    ...rules,
    wholeRequest: (request) => {
      const known = [...Object.keys(rules.fields), ...Object.keys(rules.requestClaims), ...others];
      if (Object.keys(request).some((name) => !known.includes(name)))
        refuseMetadata('a claim of the request is unknown');
    },
  }),
} satisfies Fault;
