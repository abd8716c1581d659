import { setTimeout as sleep } from 'node:timers/promises';

import type { Exchange } from '../../nouns/exchange.js';
import { defineAction, type Deed } from '../action.js';
import token from './token.js';

/** Milliseconds between two attempts. */
const pause = 500;

/** Every attempt has an assertion of its own, so no attempt can be refused as a replay of the one before. */
export default defineAction({
  summary: 'Ask for an access token until one is granted, for so many seconds at most',
  prose: 'ask the token endpoint for a cdr:registration token until it grants one',
  schema: {
    type: 'object',
    properties: { within: { type: 'integer', minimum: 1, maximum: 60 } },
    required: ['within'],
    additionalProperties: false,
  },
  stations: [],
  control: 'token',
  perform: async (doing) => {
    const { now } = doing.scene.world;
    const deadline = now().getTime() + Number(doing.args['within']) * 1000;
    const exchanges: Exchange[] = [];
    for (;;) {
      const deed: Deed = await token.perform({ ...doing, args: {} });
      exchanges.push(...deed.exchanges);
      if ('access_token' in deed.values || now().getTime() + pause > deadline) return { ...deed, exchanges };
      await sleep(pause);
    }
  },
});
