import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves the headers out of every answer, media type, challenge and caching alike.',
  breaks: ['001', '095', '106', '128', '141'],
  everywhere: true,
  rules: (rules) => ({
    ...rules,
    everyReply: (reply, ask) => ({ ...rules.everyReply(reply, ask), headers: {} }),
  }),
} satisfies Fault;
