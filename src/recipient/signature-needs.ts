import { isJsonObject, type Json } from '../nouns/json.js';

/**
 * Capabilities that a signature takes (see `Manifest.needs`): a key of another signer, or one that the product's key set
 * shows for this case only.
 */
export function signatureNeeds(jws: Json | undefined): readonly string[] {
  if (!isJsonObject(jws)) return [];
  const { alg, signedBy } = jws;
  return [
    ...(typeof signedBy === 'string' && signedBy.startsWith('register') ? ['own-register'] : []),
    ...(signedBy === 'neighbour' ? ['neighbour'] : []),
    ...(alg === 'ES256' ? ['es256'] : []),
    ...(typeof alg === 'string' && /^(ES384|ES512|EdDSA)$/.test(alg) ? ['own-keys'] : []),
  ];
}
