import { defineAction, sendBuilt } from '../action.js';
import { buildManagement } from '../build-request.js';
import { noteAnswer } from '../registering.js';
import { bodyOf } from '../scene.js';

export default defineAction({
  summary: 'Read the registration (CDS, DCR API: GET /register/{ClientId}; RFC 7592 section 2.1)',
  prose: 'read the registration',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['client', 'bearer', 'http', 'tls'],
  control: 'read',
  perform: async (doing) => {
    const { before, ...access } = await doing.scene.world.dialect.access(doing, 'read');
    const built = buildManagement(doing.client, doing.edits, { method: 'GET', ...access });
    const exchange = await sendBuilt(doing, 'read', built);
    noteAnswer(doing, exchange);
    return { exchanges: [...before, exchange], values: bodyOf(exchange), deviations: built.deviations };
  },
});
