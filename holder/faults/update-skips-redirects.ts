import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs that are not in the SSA with an update.',
  breaks: ['148'],
  rules: (rules) => ({
    ...rules,
    updateRules: (current) => ({
      ...current,
      fields: {
        ...current.fields,
        redirect_uris: (value, { statement }) => value ?? statement.redirect_uris,
      },
    }),
  }),
} satisfies Fault;
