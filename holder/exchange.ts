import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject, type JsonValue } from './json.js';

/** A request as the edge sees it. */
export type Ask = {
  /** `tls`: no client certificate is asked for. `mtls`: one is required. */
  readonly listener: 'tls' | 'mtls';
  readonly method: string;
  /** Path without query, as sent (not percent-decoded). */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Every Authorization header field, in order: Node keeps only the first in `headers`. */
  readonly authorization: readonly string[];
  /** base64url SHA-256 of the client certificate (RFC 8705 section 3.1); undefined without one. */
  readonly thumbprint: string | undefined;
  /** False for a certificate that is missing or not to be trusted, where HTTP has to say so. */
  readonly certificateAccepted: boolean;
  /** The body, at most `limit` bytes; throws Refusal 413 beyond it. */
  readonly body: (limit: number) => Promise<Buffer>;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** A JSON answer that is not to be cached (CDR-DCR-REQ-106, 128). */
export const jsonReply = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = noStore,
): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export const noStore: Readonly<Record<string, string>> = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** The reply with its JSON body made anew; other bodies, and none, stay as they are. */
export const withJson = (reply: Reply, rewrite: (body: JsonValue) => string): Reply => {
  const type = reply.headers['content-type'] ?? '';
  return reply.body === undefined || !type.startsWith('application/json')
    ? reply
    : { ...reply, body: rewrite(JSON.parse(reply.body) as JsonValue) };
};

/** The reply with its JSON object altered. */
export const withMembers = (reply: Reply, change: (body: JsonObject) => JsonObject): Reply =>
  withJson(reply, (body) => JSON.stringify(isObject(body) ? change(body) : body));
