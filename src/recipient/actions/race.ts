import type { Json } from '../../nouns/json.js';
import { defineAction, sendBuilt } from '../action.js';
import { buildPost, noteGrant } from '../registering.js';

export default defineAction({
  summary: 'POST several registration requests for one software product at the same moment',
  prose: 'POST several registration requests for one software product at the same moment',
  schema: {
    type: 'object',
    properties: { times: { type: 'integer', minimum: 2, maximum: 20 } },
    required: ['times'],
    additionalProperties: false,
  },
  stations: ['ssa', 'claims', 'jws', 'http', 'tls'],
  control: 'register',
  perform: async (doing) => {
    const builds = [];
    for (let count = 0; count < Number(doing.args['times']); count += 1) builds.push(await buildPost(doing));
    const exchanges = await Promise.all(builds.map((built) => sendBuilt(doing, 'register', built)));
    const granted = exchanges.flatMap((exchange) => noteGrant(doing, exchange) ?? []);
    const statuses: Json = exchanges.map(({ outcome }) =>
      outcome.kind === 'answer' ? outcome.status : outcome.code,
    );
    return {
      exchanges,
      values: { granted: granted.length, statuses, client_id: granted[0]?.clientId ?? null },
      deviations: [],
    };
  },
});
