import { defineAction, sendBuilt } from '../action.js';
import { buildManagement, buildRegistrationJwt } from '../build-request.js';
import { ensureToken, registrationUrl, wantsToken } from '../managing.js';
import { registrationValues } from '../registering.js';
import token from './token.js';

export default defineAction({
  summary: 'PUT the registration with a fresh request JWT and SSA (CDS, DCR API: PUT /register/{ClientId})',
  prose: 'PUT the registration with a fresh request JWT and SSA',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['product', 'register', 'host', 'ssa', 'claims', 'jws', 'client', 'bearer', 'http', 'tls'],
  control: 'update',
  perform: async (doing) => {
    const before = wantsToken(doing) ? await ensureToken(doing, token) : [];
    const body = await buildRegistrationJwt(doing.scene, doing.client, doing.edits);
    const managed = buildManagement(doing.client, doing.edits, {
      method: 'PUT',
      url: registrationUrl(doing),
      token: doing.client.token,
      headers: { 'Content-Type': 'application/jwt' },
      body: body.jwt,
    });
    const built = {
      request: managed.request,
      made: body.made,
      deviations: [...body.deviations, ...managed.deviations],
    };
    const exchange = await sendBuilt(doing, 'update', built);
    return {
      exchanges: [...before, exchange],
      values: registrationValues(doing, built, exchange),
      deviations: built.deviations,
    };
  },
});
