import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns redirect URIs in capitals where the host is.',
  breaks: ['104'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      redirect_uris: (document.redirect_uris as readonly string[]).map((uri) =>
        uri.replace(/^https:\/\/[^/]+/u, (origin) => origin.toUpperCase()),
      ),
    }),
  }),
} satisfies Fault;
