import { Unproven } from '../../nouns/errors.js';
import { defineAction, sendBuilt } from '../action.js';
import { endpointNames, endpointUrl, type EndpointName } from '../endpoint.js';
import { ownCertificate } from '../own-certificate.js';
import { authorityOf, shakeHands } from '../shaking-hands.js';

export default defineAction({
  summary:
    "GET an endpoint's path in clear text, on the port of the endpoint or on port 80. Yields answered, status and " +
    'served (an answer that is neither a redirect nor a refusal)',
  prose: 'GET the endpoint in clear text',
  schema: {
    type: 'object',
    properties: { endpoint: { enum: [...endpointNames] }, port: { enum: ['same', 80] } },
    required: ['endpoint'],
    additionalProperties: false,
  },
  stations: [],
  perform: async (doing) => {
    const { facts, route } = doing.scene.world;
    const endpoint = doing.args['endpoint'] as EndpointName;
    const secure = endpointUrl(facts, endpoint);
    const authority = authorityOf(secure, route);
    const url = new URL(secure.replace(/^https:/, 'http:'));
    url.port = doing.args['port'] === 80 ? '' : String(authority.port);
    const request = { method: 'GET', url: url.href, headers: [], body: '', tls: { certificate: 'none' } };
    const exchange = await sendBuilt(doing, 'clear-text', { request, made: [] });
    const { outcome } = exchange;
    const status = outcome.kind === 'answer' ? outcome.status : null;
    if (status === null) {
      const shaken = await shakeHands(authority, ownCertificate(doing, endpoint), () => null);
      if (!shaken.completed)
        throw new Unproven(`${secure} gives no answer over TLS either (${shaken.failure})`);
    }
    return {
      exchanges: [exchange],
      values: { answered: status !== null, status, served: status !== null && status >= 200 && status < 300 },
      deviations: [],
    };
  },
});
