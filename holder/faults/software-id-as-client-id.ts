import { refuseClient } from '../refusal.js';
import { anything } from '../rules/claims.js';
import type { ClaimRule, Fault } from '../rules/types.js';

const same =
  (other: string): ClaimRule =>
  (value, { claims }) => {
    if (value !== claims[other]) refuseClient(`iss is not ${other}`);
  };

export default {
  description: 'Accepts the software_id as issuer and subject of a client assertion.',
  breaks: ['129'],
  rules: (rules) => ({
    ...rules,
    assertionClient: ({ sub }, ofSoftware) => (typeof sub === 'string' ? (ofSoftware(sub) ?? sub) : sub),
    assertionClaims: { ...rules.assertionClaims, iss: same('sub'), sub: anything },
  }),
} satisfies Fault;
