import { defineAction, sendBuilt } from '../action.js';
import { buildManagement } from '../build-request.js';
import { ensureToken, registrationUrl, wantsToken } from '../managing.js';
import { bodyOf } from '../scene.js';
import token from './token.js';

export default defineAction({
  summary: 'Read the registration (CDS, DCR API: GET /register/{ClientId})',
  prose: 'read the registration',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['client', 'bearer', 'http', 'tls'],
  control: 'read',
  perform: async (doing) => {
    const before = wantsToken(doing) ? await ensureToken(doing, token) : [];
    const built = buildManagement(doing.client, doing.edits, {
      method: 'GET',
      url: registrationUrl(doing),
      token: doing.client.token,
    });
    const exchange = await sendBuilt(doing, 'read', built);
    return { exchanges: [...before, exchange], values: bodyOf(exchange), deviations: built.deviations };
  },
});
