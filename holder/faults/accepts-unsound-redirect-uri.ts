import { refuseRedirect } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs with http, a fragment or another scheme if the SSA holds them.',
  breaks: ['090'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, { statement }) => {
        const listed = statement.redirect_uris as readonly string[];
        const asked = value ?? listed;
        return Array.isArray(asked) && asked.length > 0 && asked.every((uri) => listed.includes(uri))
          ? asked
          : refuseRedirect('a redirect URI is not in the SSA');
      },
    },
  }),
} satisfies Fault;
