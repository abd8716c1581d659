import type { Json } from '../../nouns/json.js';
import { defineAction } from '../action.js';
import { buildPost, post } from '../registering.js';

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
    const posts = await Promise.all(builds.map((built) => post(doing, built)));
    const exchanges = posts.map(({ exchange }) => exchange);
    const granted = posts.flatMap((one) => one.granted ?? []);
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
