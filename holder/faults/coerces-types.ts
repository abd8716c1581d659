import type { Fault } from '../rules/types.js';

const listed: readonly string[] = ['redirect_uris', 'grant_types', 'response_types'];

export default {
  description: 'Takes a string for an array of one and splits it at spaces.',
  breaks: ['049'],
  rules: (rules) => ({
    ...rules,
    claim: (request, name) => {
      const value = rules.claim(request, name);
      return listed.includes(name) && typeof value === 'string'
        ? name === 'response_types'
          ? [value]
          : value.split(' ')
        : value;
    },
  }),
} satisfies Fault;
