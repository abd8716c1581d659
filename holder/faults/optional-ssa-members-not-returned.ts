import type { Fault } from '../rules/types.js';
import { optionalSsaClaims } from '../vocabulary.js';

const unnecessary: readonly string[] = ['revocation_uri', 'recipient_base_uri', 'software_roles'];

export default {
  description: 'Leaves the optional members of the SSA out of the registration.',
  breaks: ['099'],
  rules: (rules) => ({
    ...rules,
    echoed: rules.echoed.filter((name) => !optionalSsaClaims.includes(name) && !unnecessary.includes(name)),
  }),
} satisfies Fault;
