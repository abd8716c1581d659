import { asText } from '../json.js';
import { refuseStatement } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an SSA with scopes that it does not support.',
  breaks: ['066'],
  rules: (rules) => ({
    ...rules,
    scope: (value, supported) =>
      asText(value)
        .split(/ +/u)
        .every((one) => supported.includes(one))
        ? rules.scope(value, supported)
        : refuseStatement('a scope of the SSA is not supported'),
  }),
} satisfies Fault;
