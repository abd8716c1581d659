import type { ConnectionOptions } from 'node:tls';

import type { Doing } from './action.js';
import { isMutual, type EndpointName } from './endpoint.js';

/**
 * The client certificate with which a bare handshake comes: ours where the endpoint asks for one, or the step's choice.
 * Without it a holder that speaks TLS 1.2 breaks the handshake off before anything is seen.
 */
export function ownCertificate({ edits, client, scene }: Doing, endpoint: EndpointName): ConnectionOptions {
  const own = client.name === 'neighbour' ? 'neighbour' : 'recipient';
  const name = edits.tls?.clientCertificate ?? (isMutual(endpoint) ? own : 'none');
  const { cast } = scene.world;
  const known = cast.identityNames.find((candidate) => candidate === name);
  const identity = known === undefined ? undefined : cast.identity(known);
  return identity === undefined ? {} : { key: identity.keyPem, cert: identity.certificatePem };
}
