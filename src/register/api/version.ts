import type { IncomingHttpHeaders } from 'node:http';

import type { Answer } from '../reply.js';
import { cdrError } from './cdr-error.js';

/**
 * The highest supported version between `x-min-v` and `x-v` (CDS, HTTP headers), or the refusal: 400 for what is no
 * version, 406 for none that we have. Without `x-v`: the lowest one, or 400 where the header is `mandatory`.
 * `supported`: lowest first.
 */
export function negotiate(
  headers: IncomingHttpHeaders,
  supported: readonly number[],
  mandatory = false,
): number | Answer {
  const wanted = headers['x-v'];
  const least = headers['x-min-v'] ?? wanted;
  if (wanted === undefined) return mandatory ? cdrError('missing-header', 'x-v') : (supported[0] ?? 1);
  if (!isVersion(wanted)) return cdrError('invalid-version', 'x-v');
  if (!isVersion(least)) return cdrError('invalid-version', 'x-min-v');
  const from = Math.min(Number(least), Number(wanted));
  const best = supported.findLast((version) => version >= from && version <= Number(wanted));
  const range = `${supported[0] ?? 1} to ${supported.at(-1) ?? 1}`;
  return best ?? cdrError('unsupported-version', `x-v: versions ${range} are supported`);
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value);
}
