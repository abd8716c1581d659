import { generateEncryptionKey } from '../decrypt.js';
import type { Fault } from '../rules/types.js';

const key = generateEncryptionKey();

export default {
  description: 'Decrypts an SSA that is encrypted to a key of its own.',
  breaks: ['193'],
  rules: (rules) => ({
    ...rules,
    publishedKeys: (keys, own) => [...rules.publishedKeys(keys, own), key.jwk],
    statementToken: (request) => {
      const text = rules.statementToken(request);
      return text === undefined ? undefined : key.open(text);
    },
  }),
} satisfies Fault;
