import type { Fault } from '../rules/types.js';

export default {
  description: 'Authenticates a client by HTTP Basic with any secret.',
  breaks: ['137'],
  rules: (rules) => ({
    ...rules,
    otherCredentials: () => undefined,
    otherAuthentication: (ask, parameters) => {
      const basic = /^Basic (.+)$/iu.exec(ask.authorization[0] ?? '')?.[1];
      return basic === undefined
        ? rules.otherAuthentication(ask, parameters)
        : decodeURIComponent(Buffer.from(basic, 'base64').toString().split(':')[0] ?? '');
    },
  }),
} satisfies Fault;
