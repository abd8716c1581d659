import { defineAction, sendBuilt } from '../action.js';
import { buildWritten, noteAnswer, registrationValues } from '../registering.js';

export default defineAction({
  summary:
    'PUT the registration, in the CDR with a fresh request JWT and SSA (CDS, DCR API: PUT /register/{ClientId}; RFC 7592 section 2.2)',
  prose: 'PUT the registration anew',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['product', 'register', 'host', 'ssa', 'claims', 'jws', 'client', 'bearer', 'http', 'tls'],
  control: 'update',
  perform: async (doing) => {
    const { before, ...access } = await doing.scene.world.dialect.access(doing, 'update');
    const built = await buildWritten(doing, { method: 'PUT', ...access });
    const exchange = await sendBuilt(doing, 'update', built);
    noteAnswer(doing, exchange);
    return {
      exchanges: [...before, exchange],
      values: registrationValues(built, exchange),
      deviations: built.deviations,
    };
  },
});
