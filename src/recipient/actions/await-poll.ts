import { setTimeout } from 'node:timers/promises';

import { defineAction, type Doing } from '../action.js';

const capability = 'status-polling';
const lists = {
  'software-product': '/data-recipients/brands/software-products/status',
  'data-recipient': '/data-recipients/status',
} as const;
/** Milliseconds: between two looks at our log, and for the target to act on what it has read. */
const pause = 500;
const grace = 1_000;

/** Whether the status list is fetched again before the time is up. */
async function polled({ scene, args }: Doing): Promise<boolean> {
  const ending = lists[args['of'] as keyof typeof lists];
  const { host, now, patience = Infinity } = scene.world;
  const count = async (): Promise<number> =>
    (await host.registerFetches()).filter(({ path }) => path.split('?', 1)[0]?.endsWith(ending)).length;
  const before = await count();
  const end = now().getTime() + Math.min(Number(args['seconds']), patience) * 1000;
  while ((await count()) === before) {
    if (now().getTime() >= end) return false;
    await setTimeout(pause);
  }
  await setTimeout(grace);
  return true;
}

/** Without the capability the target is not said to look, so there is nothing to wait for. */
export default defineAction({
  summary:
    'Wait until the target has fetched a status list of the Register, at most so many seconds; no wait where the target file does not state `status-polling`',
  prose: 'wait until the target has looked at the statuses',
  needs: ['own-register'],
  schema: {
    type: 'object',
    properties: {
      of: { enum: Object.keys(lists) },
      seconds: { type: 'number', minimum: 1, maximum: 900 },
    },
    required: ['of', 'seconds'],
    additionalProperties: false,
  },
  stations: [],
  perform: async (doing) => {
    const stated = doing.scene.world.facts.capabilities[capability]?.has === true;
    return { exchanges: [], values: { polled: stated && (await polled(doing)) }, deviations: [] };
  },
});
