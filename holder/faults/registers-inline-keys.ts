import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers the jwks that a request brings along.',
  breaks: ['092'],
  rules: (rules) => ({
    ...rules,
    extra: (request, statement) => ({
      ...rules.extra(request, statement),
      ...(request.jwks === undefined ? {} : { jwks: request.jwks }),
    }),
  }),
} satisfies Fault;
