import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers and returns iss, iat, exp, jti and aud of the request.',
  breaks: ['051'],
  rules: (rules) => ({
    ...rules,
    extra: ({ iss, iat, exp, jti, aud }) =>
      Object.fromEntries(
        Object.entries({ iss, iat, exp, jti, aud }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
  }),
} satisfies Fault;
