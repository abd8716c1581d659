import { Agent, buildConnector, errors } from 'undici';
import { type SecureContext, TLSSocket } from 'node:tls';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';

import { setTimeout as sleep } from 'node:timers/promises';
import type { Deferral, Headers, NoAnswer, Outcome, TlsFacts } from '../nouns/exchange.js';
import { parseJson } from '../nouns/json.js';
import { isSafeUrl } from '../nouns/safe-url.js';
import { errorCode, errorMessage } from '../nouns/thrown.js';
import { waitAfter429, type Pace } from './pace.js';
import type { Route } from './proxy.js';
import { ProxyFault } from './proxy-fault.js';
import { trustingContext, type TlsTrust } from './tls-trust.js';
import { alongRoute } from './tunnel.js';

/** How a client comes to the door: which certificate it offers and which versions and suites it speaks. */
export interface TlsManner {
  /** Name of an identity of the cast, or `none`. */
  readonly certificate: string;
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL cipher list; only what it names is offered for TLS 1.2 and below. */
  readonly ciphers?: string;
}

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Whether the body is compressed on its way; the header field that says so is the caller's. */
  readonly gzip?: boolean;
  readonly tls: TlsManner;
}

export interface WireSettings extends TlsTrust {
  /** PEM of the identity's key and chain; undefined for `none`. */
  readonly identity: (
    name: string,
  ) => { readonly keyPem: string; readonly certificatePem: string } | undefined;
  /** The target's certificates are not verified. */
  readonly insecure?: boolean;
  /** The user named a plain http URL of this machine: credentials may go to loopback in clear text. */
  readonly clearText?: boolean;
  readonly requestMs: number;
  readonly bodyBytes: number;
  /** Longest wait, in all, that answers of 429 may ask of one request. */
  readonly retryAfterMs: number;
  /** Asked before each request leaves. */
  readonly pace: Pace;
  /** Whether a proxy stands between here and a server. */
  readonly route: Route;
}

export interface Sent {
  readonly outcome: Outcome;
  /** Answers of 429 that were waited for before the outcome came. */
  readonly deferred?: readonly Deferral[];
  readonly started: string;
  readonly durationMs: number;
}

/** The only door to the network: sends one request, never follows a redirect, never waits past its deadline. */
export interface Wire {
  /**
   * @throws Unproven when the target puts the request off (429) for longer than the limits allow, ProxyFault when the
   * proxy on the way opens no tunnel, ProxySettingError when the environment names none that can be used.
   */
  send(request: WireRequest): Promise<Sent>;
  close(): Promise<void>;
}

/** Opens a wire. Connections are pooled per TLS manner, so no identity ever borrows another's socket. */
export function openWire(settings: WireSettings): Wire {
  const agents = new Map<string, Agent>();
  const facts = new Map<string, TlsFacts>();

  const agentFor = (manner: TlsManner): Agent => {
    const key = JSON.stringify([manner.certificate, manner.minVersion, manner.maxVersion, manner.ciphers]);
    const known = agents.get(key);
    if (known !== undefined) return known;
    const agent = makeAgent(manner, settings, (origin, seen) => facts.set(`${key} ${origin}`, seen));
    agents.set(key, agent);
    return agent;
  };

  const sendOnce = async (request: WireRequest): Promise<Sent> => {
    await settings.pace();
    const started = new Date().toISOString();
    const before = performance.now();
    const agent = agentFor(request.tls);
    const first = await exchange(agent, request, settings);
    // A server may close a connection in the moment in which it is used again; what changes nothing may be sent once more
    // (RFC 9110 section 9.2.2). A server that always does so does so again.
    const outcome =
      diedOnTheWay(first) && repeatable.has(request.method)
        ? await exchange(agent, request, settings)
        : first;
    const durationMs = Math.round((performance.now() - before) * 10) / 10;
    if (outcome.kind === 'no-answer') return { outcome, started, durationMs };
    const tlsKey = JSON.stringify([
      request.tls.certificate,
      request.tls.minVersion,
      request.tls.maxVersion,
      request.tls.ciphers,
    ]);
    const tls = facts.get(`${tlsKey} ${new URL(request.url).host}`);
    return { outcome: tls === undefined ? outcome : { ...outcome, tls }, started, durationMs };
  };

  /** Only a 429 is sent again: it says that the request was not looked at. Any other answer stands as it came. */
  const send = async (request: WireRequest): Promise<Sent> => {
    const deferred: Deferral[] = [];
    let left = settings.retryAfterMs;
    for (;;) {
      const sent = await sendOnce(request);
      if (sent.outcome.kind === 'no-answer' || sent.outcome.status !== 429) {
        return deferred.length === 0 ? sent : { ...sent, deferred };
      }
      // At least a little: `Retry-After: 0` is no leave to hammer.
      const waitMs = Math.max(100, waitAfter429(sent.outcome, new Date(), left));
      left -= waitMs;
      deferred.push({ at: sent.started, status: 429, waitMs });
      await sleep(waitMs);
    }
  };

  const close = async (): Promise<void> => {
    await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    agents.clear();
  };
  return { send, close };
}

function makeAgent(
  manner: TlsManner,
  settings: WireSettings,
  note: (host: string, seen: TlsFacts) => void,
): Agent {
  const direct = buildConnector({
    secureContext: makeContext(manner, settings),
    timeout: settings.requestMs,
    rejectUnauthorized: settings.insecure !== true,
    // A fresh handshake for every connection: a resumed session would hide which certificate was offered.
    maxCachedSessions: 0,
  });
  const connector = alongRoute(direct, settings.route, settings.requestMs);
  const connect: buildConnector.connector = (options, callback) => {
    connector(options, (...result) => {
      const [error, socket] = result;
      if (error === null && socket instanceof TLSSocket) {
        note(options.host ?? options.hostname, {
          protocol: socket.getProtocol() ?? 'unknown',
          cipher: socket.getCipher().standardName,
        });
      }
      callback(...result);
    });
  };
  return new Agent({
    connect,
    connections: 16,
    pipelining: 1,
    headersTimeout: settings.requestMs,
    bodyTimeout: settings.requestMs,
    maxHeaderSize: 64 * 1024,
  });
}

function makeContext(manner: TlsManner, settings: WireSettings): SecureContext {
  const identity = settings.identity(manner.certificate);
  // OpenSSL refuses to speak TLS 1.0 and 1.1 at its default security level; a probe has to.
  const legacy = manner.maxVersion === 'TLSv1' || manner.maxVersion === 'TLSv1.1';
  const ciphers = manner.ciphers ?? (legacy ? 'ALL' : undefined);
  return trustingContext(settings, {
    minVersion: manner.minVersion ?? (legacy ? 'TLSv1' : 'TLSv1.2'),
    ...(manner.maxVersion === undefined ? {} : { maxVersion: manner.maxVersion }),
    ...(ciphers === undefined ? {} : { ciphers: legacy ? `${ciphers}:@SECLEVEL=0` : ciphers }),
    ...(identity === undefined ? {} : { key: identity.keyPem, cert: identity.certificatePem }),
  });
}

async function exchange(agent: Agent, request: WireRequest, settings: WireSettings): Promise<Outcome> {
  const refused = notForTheWire(request, settings);
  if (refused !== undefined) return refused;
  const url = new URL(request.url);
  // A setting that cannot be used is told here, not from within undici.
  settings.route(request.url);
  const deadline = AbortSignal.timeout(settings.requestMs);
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: rawPath(request.url),
      method: request.method,
      headers: request.headers.flatMap(([name, value]) => [name, value]),
      body: request.body === '' ? null : request.gzip === true ? gzipSync(request.body) : request.body,
      signal: deadline,
      responseHeaders: 'raw',
    });
    const { bytes, truncated } = await readLimited(answer.body, settings.bodyBytes);
    const body = bytes.toString('utf8');
    const json = truncated ? undefined : parseJson(body);
    return {
      kind: 'answer',
      status: answer.statusCode,
      headers: rawHeaders(answer.headers),
      body,
      truncated,
      ...(json === undefined ? {} : { json }),
    };
  } catch (error) {
    // Such an outcome would count as the target's.
    if (error instanceof ProxyFault) throw error;
    return noAnswer(error, deadline.aborted);
  }
}

/** Not PUT and DELETE: the jti of an update counts once, and what is deleted cannot be deleted again. */
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS']);

function diedOnTheWay(outcome: Outcome): boolean {
  return outcome.kind === 'no-answer' && /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(outcome.code);
}

/** What a stranger's document may ask for, and nobody does: other schemes, and credentials in clear text. */
function notForTheWire(
  { url, headers, tls }: WireRequest,
  { clearText = false }: WireSettings,
): NoAnswer | undefined {
  const not = (code: string, message: string): NoAnswer => ({
    kind: 'no-answer',
    phase: 'connect',
    code,
    message,
  });
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: '' };
  if (protocol === 'https:' || (clearText && isSafeUrl(url))) return undefined;
  if (protocol !== 'http:')
    return not('NOT_SENT', `not sent: ${JSON.stringify(url.slice(0, 100))} is no https URL`);
  const secret = tls.certificate !== 'none' || headers.some(([name]) => /^authorization$/i.test(name));
  return secret
    ? not(
        'NOT_SENT',
        `not sent: ${JSON.stringify(url.slice(0, 100))} is clear text, and the request is for mutual TLS or carries a token`,
      )
    : undefined;
}

/** Path and query exactly as written: `URL` would normalise what a scenario meant to send. */
function rawPath(url: string): string {
  const afterScheme = url.indexOf('/', url.indexOf('://') + 3);
  return afterScheme < 0 ? '/' : url.slice(afterScheme);
}

/** What is kept of a body that was too long: enough to see what it was, little enough for a run full of them. */
const keptBytes = 16_384;

async function readLimited(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    const room = limit - size;
    chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > limit) return { bytes: Buffer.concat(chunks).subarray(0, keptBytes), truncated: true };
  }
  return { bytes: Buffer.concat(chunks), truncated: false };
}

/** undici gives raw header fields as a flat list of names and values. */
function rawHeaders(flat: unknown): Headers {
  const list = Array.isArray(flat) ? flat : [];
  const fields: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < list.length; index += 2) {
    fields.push([String(list[index]), String(list[index + 1])]);
  }
  return fields;
}

const resolveCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA']);
const connectCodes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

function noAnswer(error: unknown, deadlinePassed: boolean): NoAnswer {
  const cause = innermost(error);
  const isParser = [cause, error].some((one) => one instanceof errors.HTTPParserError);
  const code = errorCode(cause) ?? errorCode(error) ?? (isParser ? 'HTTP_SYNTAX' : 'UNKNOWN');
  const message = errorMessage(cause);
  if (
    deadlinePassed ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  ) {
    return {
      kind: 'no-answer',
      phase: 'time-out',
      code: 'TIMEOUT',
      message: 'no complete answer before the deadline',
    };
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    // Such as a token with a line break in it, which no header field can carry (RFC 9110 section 5.5).
    return { kind: 'no-answer', phase: 'connect', code: 'NOT_SENT', message: `not sent: ${message}` };
  }
  const phase = resolveCodes.has(code)
    ? 'resolve'
    : connectCodes.has(code)
      ? 'connect'
      : isTlsCode(code)
        ? 'tls'
        : 'exchange';
  return { kind: 'no-answer', phase, code, message };
}

function isTlsCode(code: string): boolean {
  return /^ERR_(SSL|TLS)_|CERT|_SIGNATURE$|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^EPROTO$/.test(code);
}

function innermost(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== undefined; depth += 1) {
    current = current.cause;
  }
  return current;
}
