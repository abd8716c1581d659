import { redirectUris } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts an SSA without redirect URIs and takes those of the request.',
  breaks: ['063'],
  rules: (rules) => ({
    ...rules,
    statementShape: (claims) => {
      rules.statementShape({ redirect_uris: ['-'], ...claims });
    },
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) =>
        context.statement.redirect_uris === undefined ? (value ?? []) : redirectUris(value, context),
    },
  }),
} satisfies Fault;
