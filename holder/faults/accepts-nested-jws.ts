import type { Fault } from '../rules/types.js';

export default {
  description: 'Unwraps a JWS that is nested in another.',
  breaks: ['193'],
  rules: (rules) => ({
    ...rules,
    requestToken: (body, headers) => {
      const text = rules.requestToken(body, headers);
      const inner = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('latin1');
      return /^[\w-]+\.[\w-]+\.[\w-]+$/u.test(inner) ? inner : text;
    },
  }),
} satisfies Fault;
