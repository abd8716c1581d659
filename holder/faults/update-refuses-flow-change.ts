import { refuseMetadata } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses an update that changes the response types.',
  breaks: ['153'],
  rules: (rules) => ({
    ...rules,
    updated: (before, after) =>
      JSON.stringify(before.response_types) === JSON.stringify(after.response_types)
        ? rules.updated(before, after)
        : refuseMetadata('response_types cannot be changed'),
  }),
} satisfies Fault;
