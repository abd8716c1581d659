import { once } from 'node:events';
import {
  createServer as createClearServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Json } from '../../nouns/json.js';
import { defineAction, type Doing } from '../action.js';
import { signerOf } from '../build-request.js';
import type { StationEdits } from '../edits.js';
import { castKey } from '../make-jwt.js';
import register from './register.js';

const claims = { jwks: 'jwks_uri', sector: 'sector_identifier_uri' } as const;
type DocumentName = keyof typeof claims;

function documentOf({ scene, client }: Doing, name: DocumentName): Json {
  if (name === 'sector') return client.product.redirectUris;
  const keys = ['PS256', 'ES256'].flatMap((alg) => castKey(scene.world.cast, signerOf(client), alg) ?? []);
  return { keys: keys.map(({ publicJwk }) => publicJwk) };
}

/** A listener that serves the right document to whoever does not mind its door. */
async function openDoor(
  doing: Doing,
  name: DocumentName,
): Promise<{ readonly url: string; readonly server: Server }> {
  const body = JSON.stringify(documentOf(doing, name));
  const serve = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  const stranger = doing.scene.world.cast.identity('stranger');
  const clear = doing.args['door'] === 'clear-text';
  const server = clear
    ? createClearServer(serve)
    : createTlsServer({ key: stranger.keyPem, cert: stranger.certificatePem }, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `${clear ? 'http' : 'https'}://localhost:${String(port)}/${name}`, server };
}

/** The edits of the step, and in the SSA the address behind the door. */
function withAddress(edits: StationEdits, claim: string, url: string): StationEdits {
  const { claims: edited, ...rest } = edits.ssa ?? {};
  return { ...edits, ssa: { ...rest, claims: { ...edited, set: { ...edited?.set, [claim]: url } } } };
}

export default defineAction({
  summary:
    'POST a registration whose SSA names keys (or a sector document) that are right, but lie behind a door that no holder may pass: plain HTTP, or a certificate of an unknown authority; the case needs the capability `second-port`',
  prose: 'POST the registration request while our document lies behind a door that no holder may pass',
  needs: ['own-register', 'own-keys'],
  schema: {
    type: 'object',
    properties: {
      document: { enum: Object.keys(claims) },
      door: { enum: ['clear-text', 'foreign-certificate'] },
    },
    required: ['document', 'door'],
    additionalProperties: false,
  },
  stations: ['ssa', 'claims', 'jws'],
  control: 'register',
  perform: async (doing) => {
    const name = doing.args['document'] as DocumentName;
    const { url, server } = await openDoor(doing, name);
    try {
      return await register.perform({ ...doing, edits: withAddress(doing.edits, claims[name], url) });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  },
});
