import type { X509Certificate } from 'node:crypto';
import type { CertificateSpec } from './names.js';

const day = 86_400_000;

/** A certificate that would change its nature within this time is made anew, so that no run straddles the moment. */
const renewalMs = 7 * day;

/** When a new certificate shall be valid; whole seconds, as X.509 counts. */
export function validity(
  spec: CertificateSpec,
  now: Date,
): { readonly notBefore: Date; readonly notAfter: Date } {
  const [first, last] = days(spec);
  const base = Math.floor(now.getTime() / 1000) * 1000;
  return { notBefore: new Date(base + first * day), notAfter: new Date(base + last * day) };
}

/** Days from today. An authority begins before the oldest of its certificates and outlives the youngest. */
function days(spec: CertificateSpec): readonly [number, number] {
  if (spec.usage === 'authority') return [-90, 3650];
  if (spec.window === 'past') return [-60, -30];
  if (spec.window === 'future') return [365, 730];
  return [-1, 397];
}

/** Whether a certificate is still what its name says: valid, expired or not yet valid. */
export function inWindow(spec: CertificateSpec, certificate: X509Certificate, now: Date): boolean {
  const untilStart = Date.parse(certificate.validFrom) - now.getTime();
  const untilEnd = Date.parse(certificate.validTo) - now.getTime();
  if (spec.window === 'past') return untilEnd < 0;
  if (spec.window === 'future') return untilStart > renewalMs;
  return untilStart <= 0 && untilEnd > renewalMs;
}
