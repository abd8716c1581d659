import type { Fault } from '../rules/types.js';
import { softwareRole } from '../vocabulary.js';

export default {
  description: 'Accepts an SSA without names, roles and descriptions.',
  breaks: ['063'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape({
        org_id: '-',
        org_name: '-',
        client_name: '-',
        client_description: '-',
        client_uri: '-',
        logo_uri: '-',
        revocation_uri: '-',
        recipient_base_uri: '-',
        software_roles: softwareRole,
        ...claims,
      });
    },
    statementClaims: {
      ...rules.statementClaims,
      software_roles: (value, context) => {
        if (value !== undefined) rules.statementClaims.software_roles?.(value, context);
      },
    },
  }),
} satisfies Fault;
