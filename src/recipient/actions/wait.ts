import { setTimeout } from 'node:timers/promises';

import { defineAction } from '../action.js';

/** For cases that need minutes: guard them by `needs: [slow-cases]`. */
export default defineAction({
  summary: 'Let time pass: so many seconds, and some more',
  prose: 'wait',
  schema: {
    type: 'object',
    properties: {
      seconds: { type: 'number', minimum: 0, maximum: 3600 },
      longer: { type: 'number', minimum: 0, maximum: 600 },
    },
    required: ['seconds'],
    additionalProperties: false,
  },
  stations: [],
  perform: async ({ args }) => {
    const seconds = Math.min(4200, Number(args['seconds']) + Number(args['longer'] ?? 0));
    await setTimeout(seconds * 1000);
    return { exchanges: [], values: { seconds }, deviations: [] };
  },
});
