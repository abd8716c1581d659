import { X509Certificate, createHash } from 'node:crypto';

import { namesOf, tlsIdentities, type TlsIdentityName } from '../../cast/names.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary:
    "The x5t#S256 thumbprint of one of the cast's client certificates (RFC 8705 section 3.1): `recipient`",
  schema: { enum: namesOf(tlsIdentities) },
  make: (args, { cast }) => {
    const { raw } = new X509Certificate(cast.identity(args as TlsIdentityName).certificatePem);
    return createHash('sha256').update(raw).digest('base64url');
  },
});
