import { X509Certificate } from 'node:crypto';
import { type JsonObject, isObject } from '../json.js';
import type { Fault } from '../rules/types.js';
import type { Jwk } from '../signature.js';

const headerKeys = ({ jwk, x5c }: JsonObject): readonly Jwk[] => {
  const chain = Array.isArray(x5c) && typeof x5c[0] === 'string' ? [certificateKey(x5c[0])] : [];
  return [...(isObject(jwk) ? [jwk] : []), ...chain];
};

const certificateKey = (base64: string): Jwk =>
  new X509Certificate(Buffer.from(base64, 'base64')).publicKey.export({ format: 'jwk' }) as Jwk;

export default {
  description: 'Verifies client assertions with the key in their header.',
  breaks: ['186'],
  rules: (rules) => ({
    ...rules,
    assertionJws: {
      ...rules.assertionJws,
      candidates: (header, published) => [
        ...headerKeys(header),
        ...rules.assertionJws.candidates(header, published),
      ],
    },
    assertionVerified: (jws, keys, jwsRules) => {
      rules.assertionVerified(jws, keys, jwsRules);
      return undefined;
    },
  }),
} satisfies Fault;
