import { X509Certificate, createHash } from 'node:crypto';
import type { Fault } from '../rules/types.js';

const fingerprint = (text: string): string | undefined => {
  const bare = decodeURIComponent(text)
    .replace(/^.*?(?=MII|-----BEGIN)/su, '')
    .replace(/-----[^-]+-----|[\s:;"]/gu, '');
  try {
    const { raw } = new X509Certificate(Buffer.from(bare, 'base64'));
    return createHash('sha256').update(raw).digest('base64url');
  } catch {
    return undefined;
  }
};

export default {
  description: "Takes the caller's certificate from headers that its gateway uses internally.",
  breaks: ['198', '139'],
  rules: (rules) => ({
    ...rules,
    presented: (headers, thumbprint) => {
      const named = headers['x-tlsclientcertthumbprint'];
      if (typeof named === 'string') return named;
      const sent = ['x-client-cert', 'x-ssl-client-cert', 'x-forwarded-client-cert', 'client-cert'].flatMap(
        (name) => headers[name] ?? [],
      )[0];
      return sent === undefined ? thumbprint : (fingerprint(sent) ?? thumbprint);
    },
  }),
} satisfies Fault;
