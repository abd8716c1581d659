import { defineAction, sendBuilt } from '../action.js';
import { buildManagement } from '../build-request.js';
import { ensureToken, registrationUrl, wantsToken } from '../managing.js';
import { bodyOf } from '../scene.js';
import token from './token.js';

export default defineAction({
  summary: 'Delete the registration (CDS, DCR API: DELETE /register/{ClientId})',
  prose: 'delete the registration',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['client', 'bearer', 'http', 'tls'],
  control: 'delete',
  perform: async (doing) => {
    const before = wantsToken(doing) ? await ensureToken(doing, token) : [];
    const built = buildManagement(doing.client, doing.edits, {
      method: 'DELETE',
      url: registrationUrl(doing),
      token: doing.client.token,
    });
    const exchange = await sendBuilt(doing, 'delete', built);
    return { exchanges: [...before, exchange], values: bodyOf(exchange), deviations: built.deviations };
  },
});
