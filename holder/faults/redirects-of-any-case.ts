import { redirectUris } from '../rules/metadata.js';
import type { Fault, Value } from '../rules/types.js';

export default {
  description: 'Compares redirect URIs without regard to letter case.',
  breaks: ['089'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) => {
        const listed = (context.statement.redirect_uris as readonly string[]).map((uri) => uri.toLowerCase());
        const matches = (uri: Value): boolean =>
          typeof uri === 'string' && listed.includes(uri.toLowerCase());
        return Array.isArray(value) && value.length > 0 && value.every(matches)
          ? value
          : redirectUris(value, context);
      },
    },
  }),
} satisfies Fault;
