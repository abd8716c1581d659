import type { ConnectionOptions } from 'node:tls';

import { Unproven } from '../../nouns/errors.js';
import type { JsonObject } from '../../nouns/json.js';
import { defineAction, type Doing } from '../action.js';
import { endpointNames, endpointUrl, type EndpointName } from '../endpoint.js';
import { ownCertificate } from '../own-certificate.js';
import { authorityOf, shakeHands } from '../shaking-hands.js';

const versions = ['TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof versions)[number];

/** The connection as the step asks for it. */
function optionsOf(doing: Doing, endpoint: EndpointName): ConnectionOptions {
  const version = doing.args['version'] as Version | undefined;
  return {
    minVersion: version ?? 'TLSv1.2',
    maxVersion: version ?? 'TLSv1.3',
    ...ownCertificate(doing, endpoint),
  };
}

export default defineAction({
  summary:
    'Complete an ordinary TLS handshake with an endpoint, without a word of HTTP. Yields completed, protocol, suite ' +
    '(IANA name), certificate_requested and failure',
  prose: 'complete a TLS handshake with the endpoint',
  schema: {
    type: 'object',
    properties: { endpoint: { enum: [...endpointNames] }, version: { enum: [...versions] } },
    required: ['endpoint'],
    additionalProperties: false,
  },
  stations: ['tls'],
  perform: async (doing) => {
    const endpoint = doing.args['endpoint'] as EndpointName;
    const { world } = doing.scene;
    const url = endpointUrl(world.facts, endpoint);
    const shaken = await shakeHands(
      authorityOf(url, world.route),
      optionsOf(doing, endpoint),
      (socket): JsonObject => {
        return {
          completed: true,
          protocol: socket.getProtocol() ?? 'unknown',
          suite: socket.getCipher().standardName,
          // A server names the signature algorithms it takes from a client only when it asks for a certificate.
          certificate_requested: socket.getSharedSigalgs().length > 0,
          failure: null,
        };
      },
    );
    if (!shaken.completed && !shaken.reached)
      throw new Unproven(`${url} cannot be reached (${shaken.failure})`);
    const values: JsonObject = shaken.completed
      ? shaken.seen
      : {
          completed: false,
          protocol: null,
          suite: null,
          certificate_requested: null,
          failure: shaken.failure,
        };
    return { exchanges: [], values: { endpoint: url, ...values }, deviations: [] };
  },
});
