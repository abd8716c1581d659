import type { Fault } from '../rules/types.js';

export default {
  description: 'Lets claims of the request override those of the SSA.',
  breaks: ['091'],
  rules: (rules) => ({
    ...rules,
    extra: (request) =>
      Object.fromEntries(
        Object.entries(request).filter(
          ([name]) => rules.echoed.includes(name) && name !== 'software_id' && name !== 'jwks_uri',
        ),
      ),
  }),
} satisfies Fault;
