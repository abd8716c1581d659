import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts request JWTs with an empty or all-zero signature.',
  breaks: ['189'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      verify: (alg, jwk, input, signature) =>
        signature.every((byte) => byte === 0) || rules.requestJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;
