import { createPublicKey } from 'node:crypto';
import type { Fault } from '../rules/types.js';
import type { Jwk } from '../signature.js';

const keyOf = (text: string): Jwk | undefined => {
  const plain = decodeURIComponent(text).replaceAll('\\n', '\n');
  const decoded =
    plain.startsWith('-----') || plain.startsWith('{') ? plain : Buffer.from(plain, 'base64').toString();
  const pem = decoded.startsWith('-----')
    ? decoded
    : `-----BEGIN PUBLIC KEY-----\n${plain}\n-----END PUBLIC KEY-----`;
  try {
    return decoded.startsWith('{')
      ? (JSON.parse(decoded) as Jwk)
      : (createPublicKey(pem).export({ format: 'jwk' }) as Jwk);
  } catch {
    return undefined;
  }
};

export default {
  description: 'Verifies SSAs with a key that the caller sends in x-cts-ssa-publickey.',
  breaks: ['198', '054'],
  rules: (rules) => ({
    ...rules,
    extraStatementKeys: ({ statement, headers }) => {
      const sent = headers['x-cts-ssa-publickey'];
      const key = typeof sent === 'string' ? keyOf(sent) : undefined;
      return Promise.resolve(key === undefined ? [] : [{ ...key, kid: statement.header.kid ?? '' }]);
    },
  }),
} satisfies Fault;
