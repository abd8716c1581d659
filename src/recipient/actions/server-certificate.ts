import { rootCertificates } from 'node:tls';

import { Unproven } from '../../nouns/errors.js';
import type { Outcome } from '../../nouns/exchange.js';
import { defineAction, sendBuilt } from '../action.js';
import { finish } from '../build-request.js';
import { endpointNames, endpointUrl, isMutual, type EndpointName } from '../endpoint.js';
import { ownCertificate } from '../own-certificate.js';
import { certificateFacts } from '../server-certificate.js';
import { authorityOf, shakeHands } from '../shaking-hands.js';

/** What our verification of the server's certificate found wrong; alerts of the server (`ERR_SSL_...`) are no such find. */
function distrust(outcome: Outcome): string | null {
  if (outcome.kind === 'answer') return null;
  const own = /CERT|^UNABLE_TO_|_SIGNATURE$|^HOSTNAME_MISMATCH$/.test(outcome.code);
  return own && !outcome.code.startsWith('ERR_SSL_') ? outcome.code : null;
}

export default defineAction({
  summary:
    'Look at the certificate of an endpoint. Yields trusted (by the authorities of the target file), public_authority, ' +
    'names_host, in_force, key_type, key_bits, signature, subject, issuer and not_after',
  prose: "look at the endpoint's server certificate",
  schema: {
    type: 'object',
    properties: { endpoint: { enum: [...endpointNames] } },
    required: ['endpoint'],
    additionalProperties: false,
  },
  stations: [],
  perform: async (doing) => {
    const endpoint = doing.args['endpoint'] as EndpointName;
    const { world } = doing.scene;
    const url = endpointUrl(world.facts, endpoint);
    const authority = authorityOf(url, world.route);
    const options = {
      ca: [...rootCertificates],
      checkServerIdentity: () => undefined,
      ...ownCertificate(doing, endpoint),
    };
    const shaken = await shakeHands(authority, options, (socket) => ({
      certificate: socket.getPeerX509Certificate(),
      publicly: socket.authorized,
    }));
    if (!shaken.completed) throw new Unproven(`${url} shows no certificate (${shaken.failure})`);
    const { certificate, publicly } = shaken.seen;
    if (certificate === undefined) throw new Unproven(`${url} shows no certificate`);
    // The wire trusts what the target file names, and verifies chain, name and validity.
    const { request } = finish(
      doing.client,
      isMutual(endpoint) ? {} : { tls: { clientCertificate: 'none' } },
      {
        method: 'GET',
        url,
        headers: { Accept: 'application/json' },
        body: '',
      },
    );
    const exchange = await sendBuilt(doing, 'server-certificate', { request, made: [] });
    const failure = distrust(exchange.outcome);
    const values = {
      trusted: failure === null,
      distrust: failure,
      public_authority: publicly,
      ...certificateFacts(certificate, authority.host, world.now()),
    };
    return { exchanges: [exchange], values, deviations: [] };
  },
});
