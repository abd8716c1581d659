import { createHmac } from 'node:crypto';
import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';
import { type Jwk, publicKey } from '../signature.js';

const isHmac = (alg: string): boolean => /^HS(?:256|384|512)$/u.test(alg);

/** The texts of a public key that a careless library takes for a shared secret. */
const secrets = (jwk: Jwk): readonly (string | Buffer)[] => {
  const key = publicKey(jwk);
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  const der = key.export({ type: 'spki', format: 'der' });
  const modulus = typeof jwk.n === 'string' ? [Buffer.from(jwk.n, 'base64url'), jwk.n] : [];
  return [pem, pem.trim(), der, der.toString('base64'), JSON.stringify(jwk), ...modulus];
};

const hmacHolds = (alg: string, jwk: Jwk, input: string, signature: Buffer): boolean =>
  secrets(jwk).some((secret) =>
    createHmac(`sha${alg.slice(2)}`, secret)
      .update(input)
      .digest()
      .equals(signature),
  );

export default {
  description: 'Verifies SSAs as HMAC keyed with a public key of the Register.',
  breaks: ['185', '055'],
  rules: (rules) => ({
    ...rules,
    statementJws: {
      ...rules.statementJws,
      algs: [...rules.statementJws.algs, 'HS256', 'HS384', 'HS512'],
      candidates: (header, published) =>
        isHmac(asText(header.alg))
          ? published.filter(({ kty }) => kty === 'RSA' || kty === 'EC')
          : rules.statementJws.candidates(header, published),
      keyUsable: (jwk, alg) => isHmac(alg) || rules.statementJws.keyUsable(jwk, alg),
      verify: (alg, jwk, input, signature) =>
        isHmac(alg)
          ? hmacHolds(alg, jwk, input, signature)
          : rules.statementJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;
