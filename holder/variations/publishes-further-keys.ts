import { generateKeyPairSync } from 'node:crypto';
import type { Jwk } from '../signature.js';
import type { Variation } from '../rules/types.js';

const exported = (type: 'ed25519' | 'x25519'): Jwk =>
  (type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).publicKey.export({
    format: 'jwk',
  }) as Jwk;

const further: readonly Jwk[] = [
  { ...exported('ed25519'), kid: 'holder-next', use: 'sig', 'com.example.rotation': 'next' },
  { ...exported('x25519'), kid: 'holder-encryption', use: 'enc' },
];

/** RFC 7517 section 5: a key set may hold keys for other purposes, and unknown key types are ignored. */
export default {
  description: 'Publishes keys for encryption and of other types beside those that sign.',
  allowedBy: 'CDR-DCR-REQ-006; RFC 7517 section 5',
  rules: (rules) => ({
    ...rules,
    publishedKeys: (keys, own) => [...rules.publishedKeys(keys, own), ...further],
  }),
} satisfies Variation;
