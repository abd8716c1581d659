import { X509Certificate } from 'node:crypto';

import type { Cast } from '../../cast/cast.js';
import type { Credentials } from '../identity.js';
import { sound, type Finding } from './diagnosis.js';

const dayMs = 86_400_000;
/** A certificate of the user's that ends within this time is worth a word; the cast's own are renewed by themselves. */
const soonDays = 30;

/** Whose keys a run uses, and until when the certificates are valid. */
export function keysFinding(cast: Cast, credentials: Credentials, now: Date): Finding {
  const isOwn = credentials.client !== undefined;
  const ends = [
    { what: 'client certificate', pem: cast.identity('recipient').certificatePem, isOwn },
    {
      what: "our host's certificate",
      pem: credentials.host?.chainPem ?? cast.identity('host').certificatePem,
      isOwn: credentials.host !== undefined,
    },
    ...(isOwn ? [] : [{ what: 'our CA', pem: cast.authorityPem, isOwn: false }]),
  ].map((one) => ({ ...one, notAfter: new Date(new X509Certificate(one.pem).validTo) }));
  const saw = ends
    .map(({ what, notAfter }) => `${what} until ${notAfter.toISOString().slice(0, 10)}`)
    .join(', ');
  const due = ends.find((one) => one.isOwn && (one.notAfter.getTime() - now.getTime()) / dayMs < soonDays);
  if (due !== undefined) {
    const days = Math.floor((due.notAfter.getTime() - now.getTime()) / dayMs);
    return {
      state: 'advice',
      diagnosis: {
        fault: 'certificate-expires-soon',
        cause: `your ${due.what.replace(/^our /, '')} expires in ${String(days)} days`,
        evidence: saw,
        cure: 'get a new one in time, and name it in the target file',
      },
    };
  }
  const own = isOwn || credentials.signing.length > 0;
  return sound(`${own ? 'your own' : "the harness's own cast, in keys/"}; ${saw}`);
}
