import type { Fault } from '../rules/types.js';

export default {
  description: 'Keeps jwks_uri and scope of the registration on an update.',
  breaks: ['152', '074'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) => {
      const stored = { ...after, jwks_uri: before.jwks_uri ?? '', scope: before.scope ?? '' };
      return { stored, answered: stored };
    },
  }),
} satisfies Fault;
