import { redirectUris } from '../rules/metadata.js';
import type { Fault, Value } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs that begin with one of the SSA.',
  breaks: ['089'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) => {
        const listed = context.statement.redirect_uris as readonly string[];
        const matches = (uri: Value): boolean =>
          typeof uri === 'string' && listed.some((one) => uri.startsWith(one) || one.startsWith(uri));
        return Array.isArray(value) && value.length > 0 && value.every(matches)
          ? value
          : redirectUris(value, context);
      },
    },
  }),
} satisfies Fault;
