import type { Exchange } from '../../nouns/exchange.js';
import type { Json } from '../../nouns/json.js';
import { defineAction, type Doing } from '../action.js';
import { isSuccess } from '../dialect.js';
import { buildPost, post } from '../registering.js';
import type { Registration } from '../scene.js';
import read from './read.js';

/** Reads each of the registrations with its own credentials; how many of them can be. */
async function readable(
  doing: Doing,
  granted: readonly Registration[],
): Promise<{ readonly usable: number; readonly exchanges: readonly Exchange[] }> {
  const exchanges: Exchange[] = [];
  let usable = 0;
  for (const registration of granted) {
    const { name, product, registrations } = doing.client;
    const client = { name, product, registrations: [registration] };
    const deed = await read.perform({ ...doing, client, edits: {}, args: {}, purpose: 'given' });
    exchanges.push(...deed.exchanges);
    // Reading may have brought new credentials.
    registrations.splice(registrations.indexOf(registration), 1, ...client.registrations);
    if (isSuccess(deed.exchanges.at(-1)) && deed.values['client_id'] === registration.clientId) usable += 1;
  }
  return { usable, exchanges };
}

export default defineAction({
  summary:
    'POST several registration requests for one software product at the same moment. Yields granted, statuses, client_id and client_ids; with `read`, also usable: how many of the granted registrations can be read',
  prose: 'POST several registration requests for one software product at the same moment',
  schema: {
    type: 'object',
    properties: {
      times: { type: 'integer', minimum: 2, maximum: 20 },
      read: { type: 'boolean' },
    },
    required: ['times'],
    additionalProperties: false,
  },
  stations: ['ssa', 'claims', 'jws', 'http', 'tls'],
  control: 'register',
  perform: async (doing) => {
    const builds = [];
    for (let count = 0; count < Number(doing.args['times']); count += 1) builds.push(await buildPost(doing));
    const posts = await Promise.all(builds.map((built) => post(doing, built)));
    const exchanges = posts.map(({ exchange }) => exchange);
    const granted = posts.flatMap((one) => one.granted ?? []);
    const statuses: Json = exchanges.map(({ outcome }) =>
      outcome.kind === 'answer' ? outcome.status : outcome.code,
    );
    const after = doing.args['read'] === true ? await readable(doing, granted) : undefined;
    return {
      exchanges: [...(after?.exchanges ?? []), ...exchanges],
      values: {
        granted: granted.length,
        statuses,
        client_id: granted[0]?.clientId ?? null,
        client_ids: granted.map(({ clientId }) => clientId),
        ...(after === undefined ? {} : { usable: after.usable }),
      },
      deviations: [],
    };
  },
});
