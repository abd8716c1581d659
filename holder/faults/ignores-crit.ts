import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Ignores critical header extensions that it does not know.',
  breaks: ['188'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      header: (header) => {
        rules.requestJws.header(omit(header, 'crit'));
      },
    },
  }),
} satisfies Fault;
