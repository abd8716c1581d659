import { defineAction, sendBuilt } from '../action.js';
import { buildManagement } from '../build-request.js';
import { bodyOf } from '../scene.js';

export default defineAction({
  summary: 'Delete the registration (CDS, DCR API: DELETE /register/{ClientId}; RFC 7592 section 2.3)',
  prose: 'delete the registration',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['client', 'bearer', 'http', 'tls'],
  control: 'delete',
  perform: async (doing) => {
    const { before, ...access } = await doing.scene.world.dialect.access(doing, 'delete');
    const built = buildManagement(doing.client, doing.edits, { method: 'DELETE', ...access });
    const exchange = await sendBuilt(doing, 'delete', built);
    return { exchanges: [...before, exchange], values: bodyOf(exchange), deviations: built.deviations };
  },
});
