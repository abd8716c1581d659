import { defineAction } from '../action.js';
import { buildPost, post, registrationValues } from '../registering.js';

export default defineAction({
  summary:
    'POST a registration request, in the CDR with a fresh SSA (CDS, Client Registration; RFC 7591 section 3.1)',
  prose: 'POST the registration request',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['product', 'register', 'host', 'ssa', 'claims', 'jws', 'http', 'tls'],
  control: 'register',
  perform: async (doing) => {
    const built = await buildPost(doing);
    const { exchange } = await post(doing, built);
    return {
      exchanges: [exchange],
      values: registrationValues(built, exchange),
      deviations: built.deviations,
    };
  },
});
