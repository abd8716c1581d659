import { asText } from '../json.js';
import { refuseRedirect } from '../refusal.js';
import type { Fault, Value } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs with http, a fragment or another scheme if the SSA holds them.',
  breaks: ['090'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, { statement }) => {
        const listed = statement.redirect_uris as readonly string[];
        const asked: Value = value ?? listed;
        return Array.isArray(asked) && asked.length > 0 && asked.every((uri) => listed.includes(asText(uri)))
          ? (asked as readonly string[])
          : refuseRedirect('a redirect URI is not in the SSA');
      },
    },
  }),
} satisfies Fault;
