import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers an update with other values than it stores.',
  breaks: ['151'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) => ({
      stored: {
        ...after,
        client_name: before.client_name ?? '',
        logo_uri: before.logo_uri ?? '',
        redirect_uris: before.redirect_uris ?? [],
      },
      answered: after,
    }),
  }),
} satisfies Fault;
