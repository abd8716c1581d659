import { createHash, X509Certificate } from 'node:crypto';

import { isJsonObject } from '../../nouns/json.js';
import { tlsIdentities, type TlsIdentityName } from '../../cast/names.js';
import { defineValue } from '../value-maker.js';

const hash = (name: string, bytes: Buffer): Buffer => createHash(name).update(bytes).digest();

export default defineValue({
  summary:
    'A client certificate of the cast as gateways pass it on: DER in base64, PEM with percent-encoding, or its thumbprint (`x5t#S256`, hexadecimal SHA-256 or SHA-1)',
  schema: {
    type: 'object',
    properties: {
      of: { enum: Object.keys(tlsIdentities) },
      as: { enum: ['base64', 'encoded-pem', 'x5t-s256', 'sha256', 'sha1'] },
    },
    required: ['of', 'as'],
    additionalProperties: false,
  },
  make: (args, { cast }) => {
    const { of, as } = isJsonObject(args) ? args : {};
    const { certificatePem } = cast.identity(of as TlsIdentityName);
    const { raw } = new X509Certificate(certificatePem);
    switch (String(as)) {
      case 'base64':
        return raw.toString('base64');
      case 'x5t-s256':
        return hash('sha256', raw).toString('base64url');
      case 'sha256':
        return hash('sha256', raw).toString('hex');
      case 'sha1':
        return hash('sha1', raw).toString('hex').toUpperCase();
      default:
        return encodeURIComponent(certificatePem);
    }
  },
});
