import type { Fault } from '../rules/types.js';

export default {
  description: 'Verifies SSAs with the keys of the OpenID issuer of the Register too.',
  breaks: ['058'],
  rules: (rules) => ({
    ...rules,
    extraStatementKeys: ({ read, registerOidcJwksUri: url }) =>
      url === undefined ? Promise.resolve([]) : read(url),
  }),
} satisfies Fault;
