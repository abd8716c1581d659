import { defineAction, sendBuilt } from '../action.js';
import { finish } from '../build-request.js';
import { bodyOf } from '../scene.js';

export default defineAction({
  summary: "Fetch the holder's own JWK set, without a client certificate (RFC 7517)",
  prose: "fetch the holder's JWK set without a client certificate",
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['http', 'tls'],
  perform: async (doing) => {
    const edits = { ...doing.edits, tls: { clientCertificate: 'none', ...doing.edits.tls } };
    const { request } = finish(doing.client, edits, {
      method: 'GET',
      url: doing.scene.world.facts.endpoints.jwks,
      headers: { Accept: 'application/json' },
      body: '',
    });
    const exchange = await sendBuilt(doing, 'jwks', { request, made: [] });
    return { exchanges: [exchange], values: bodyOf(exchange), deviations: [] };
  },
});
