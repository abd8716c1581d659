import { redirectUris } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs that are not in the SSA.',
  breaks: ['089', '148'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) =>
        redirectUris(value, {
          ...context,
          statement: { ...context.statement, redirect_uris: value ?? context.statement.redirect_uris ?? [] },
        }),
    },
  }),
} satisfies Fault;
