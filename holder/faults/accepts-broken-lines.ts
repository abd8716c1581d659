import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a request JWT with white space inside.',
  breaks: ['034'],
  rules: (rules) => ({
    ...rules,
    requestToken: (body, headers) =>
      rules.requestToken(Buffer.from(body.toString('latin1').replaceAll(/\s/gu, '')), headers),
  }),
} satisfies Fault;
