import { defineAction, sendBuilt } from '../action.js';
import { finish } from '../build-request.js';
import { bodyOf } from '../scene.js';

export default defineAction({
  summary: 'Fetch the discovery document, without a client certificate (OIDC Discovery 1.0 section 4)',
  prose: 'fetch the discovery document without a client certificate',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['http', 'tls'],
  perform: async (doing) => {
    const edits = { ...doing.edits, tls: { clientCertificate: 'none', ...doing.edits.tls } };
    const { request, deviations } = finish(doing.client, edits, {
      method: 'GET',
      url: doing.scene.world.facts.discoveryUrl,
      headers: { Accept: 'application/json' },
      body: '',
    });
    const exchange = await sendBuilt(doing, 'discover', { request, made: [] });
    return {
      exchanges: [exchange],
      values: bodyOf(exchange),
      deviations: deviations.filter((line) => line.where !== 'tls.clientCertificate' || doing.edits.tls),
    };
  },
});
