import { constants } from 'node:crypto';
import type { ServerOptions } from 'node:https';

/** What one listener of ours puts up with. Times in milliseconds, sizes in bytes. */
export interface ListenerLimits {
  /** From the connection to the end of the TLS handshake, however many bytes dribble in. */
  readonly handshakeTimeout: number;
  /** From the connection, or the last answer, to the last byte of the header. */
  readonly headersTimeout: number;
  /** To the last byte of the body. */
  readonly requestTimeout: number;
  /** How often the two are looked at: a connection may live that much longer. */
  readonly connectionsCheckingInterval: number;
  /** For the next request on a connection that has had an answer. */
  readonly keepAliveTimeout: number;
  /** For a requester that has stopped reading its answer; Node.js looks twice, so it may take twice as long. */
  readonly stallTimeout: number;
  /** Request line and header together. */
  readonly maxHeaderSize: number;
  /** Connections at once, to one listener. */
  readonly connections: number;
}

/**
 * An honest holder needs a fraction of a second for a handshake and a request, so seconds do; and the workers of a busy
 * holder hold some dozens of connections. 256 stay far below the 1,024 open files that a process usually may have,
 * which our files and the control socket share.
 */
export const listenerLimits: ListenerLimits = {
  handshakeTimeout: 5_000,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 10_000,
  stallTimeout: 5_000,
  maxHeaderSize: 16_384,
  connections: 256,
};

/** Largest form or resource request that is read, bytes: a client assertion takes two thousand. */
export const largestBody = 65_536;

/** Longest path or header value that the log of fetches keeps, characters. */
export const longestLogged = 2_048;

/** The part of the limits that Node.js itself keeps; the rest is `guard`. */
export function serverOptions(limits: ListenerLimits): ServerOptions {
  const { stallTimeout: _stall, connections: _connections, ...kept } = limits;
  return {
    ...kept,
    // A lenient parser is how requests are smuggled; NODE_OPTIONS must not bring one in.
    insecureHTTPParser: false,
    requireHostHeader: true,
    minVersion: 'TLSv1.2',
    // TLS 1.2 lets a client ask for handshake after handshake on one connection.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}
