import type { Fault } from '../rules/types.js';

export default {
  description: 'Moves client_id_issued_at with an update.',
  breaks: ['147', '097'],
  rules: (rules) => ({
    ...rules,
    updated: (_before, after) => {
      const moved = { ...after, client_id_issued_at: Number(after.client_id_issued_at) + 1000 };
      return { stored: moved, answered: moved };
    },
  }),
} satisfies Fault;
