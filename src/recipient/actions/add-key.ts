import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

import type { JsonObject } from '../../nouns/json.js';
import { defineAction } from '../action.js';
import { signerOf } from '../build-request.js';
import { castKey } from '../make-jwt.js';

// On a thread of its own: a large key takes seconds, and other cases wait for their answers meanwhile.
const makeKeyPair = promisify(generateKeyPair);

export default defineAction({
  summary: 'The recipient makes a further RSA key of so many bits and publishes it in its JWK set',
  prose: 'publish a further key in the JWK set of the software product',
  needs: ['own-keys'],
  schema: {
    type: 'object',
    properties: { bits: { type: 'integer', minimum: 512, maximum: 8192 } },
    required: ['bits'],
    additionalProperties: false,
  },
  stations: [],
  perform: async ({ scene, client, args }) => {
    const { publicKey, privateKey } = await makeKeyPair('rsa', { modulusLength: Number(args['bits']) });
    const jwk = publicKey.export({ format: 'jwk' }) as JsonObject;
    const kid = scene.dice.uuid();
    const { cast, host } = scene.world;
    const usual: readonly JsonObject[] = ['PS256', 'ES256'].flatMap((alg) => {
      const key = castKey(cast, signerOf(client), alg);
      return key === undefined ? [] : [key.publicJwk];
    });
    await host.publish(client.product, {
      jwks: { keys: [...usual, { ...jwk, kid, use: 'sig', alg: 'PS256' }] },
    });
    const made = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url');
    scene.secrets.add(made);
    return { exchanges: [], values: { kid, made }, deviations: [] };
  },
});
