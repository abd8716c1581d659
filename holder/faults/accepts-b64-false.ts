import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Ignores b64 in the header of a request JWT.',
  breaks: ['188'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      header: (header) => {
        rules.requestJws.header(omit(header, 'crit', 'b64'));
      },
    },
  }),
} satisfies Fault;
