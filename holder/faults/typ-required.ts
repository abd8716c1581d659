import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses request JWTs without typ JWT in capitals.',
  breaks: ['039'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      header: (header) => {
        rules.requestJws.header(header);
        if (header.typ !== 'JWT') throw new SyntaxError('the JWT typ is not JWT');
      },
    },
  }),
} satisfies Fault;
