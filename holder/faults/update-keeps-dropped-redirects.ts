import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps redirect URIs that the SSA of an update no longer holds.',
  breaks: ['151', '152'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) => {
      const kept = {
        ...after,
        redirect_uris: [
          ...new Set([
            ...(after.redirect_uris as readonly string[]),
            ...(before.redirect_uris as readonly string[]),
          ]),
        ],
      };
      return { stored: kept, answered: kept };
    },
  }),
} satisfies Fault;
