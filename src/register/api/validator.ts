import { createHash } from 'node:crypto';

import type { Answer } from '../reply.js';

/** Adds `x-v` and `ETag`; 304 for a requester that has this very document (RFC 9110 section 13.1.2). */
export function withValidator(reply: Answer, version: number, ifNoneMatch: string | undefined): Answer {
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url')}"`;
  const headers = { 'x-v': String(version), etag, 'cache-control': 'no-cache' };
  const known = ifNoneMatch?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  if (known === true) return { kind: 'answer', status: 304, headers, body: '' };
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
