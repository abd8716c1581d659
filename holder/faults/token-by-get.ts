import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens to GET requests with the parameters in the query.',
  breaks: ['138'],
  rules: (rules) => ({
    ...rules,
    tokenMethods: ['GET', 'POST'],
    tokenParameters: (body, ask) =>
      rules.tokenParameters(ask.method === 'GET' ? ask.query.toString() : body, ask),
  }),
} satisfies Fault;
