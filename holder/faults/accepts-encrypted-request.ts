import { generateEncryptionKey } from '../decrypt.js';
import type { Fault } from '../rules/types.js';

const key = generateEncryptionKey();

export default {
  description: 'Decrypts a registration request that is encrypted to a key of its own.',
  breaks: ['193', '034'],
  rules: (rules) => ({
    ...rules,
    publishedKeys: (keys, own) => [...rules.publishedKeys(keys, own), key.jwk],
    requestToken: (body, headers) => key.open(rules.requestToken(body, headers)),
  }),
} satisfies Fault;
