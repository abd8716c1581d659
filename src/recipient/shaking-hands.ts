import { isIP, connect as connectTcp, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

import { clientHello, type Offer } from './client-hello.js';
import { readServerFlight, type ServerReply } from './server-flight.js';

/** Longest wait for a handshake, milliseconds. */
const deadlineMs = 10_000;
/** Largest first flight that a server may send, bytes. */
const flightBytes = 128 * 1024;

/** Where a server listens. */
export interface Authority {
  /** DNS name or address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Where the server of a URL listens; `defaultPort` unless the URL names one. */
export function authorityOf(url: string, defaultPort = 443): Authority {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}

/** How an ordinary handshake ended; `reached` says whether the server at least took the connection. */
export type Handshake<Seen> =
  | { readonly completed: true; readonly seen: Seen }
  | { readonly completed: false; readonly reached: boolean; readonly failure: string };

/**
 * An ordinary TLS handshake, without a word of HTTP. The server's certificate is looked at, not judged: `look` reads
 * what it needs off the socket, which is closed afterwards.
 */
export function shakeHands<Seen>(
  { host, port }: Authority,
  options: ConnectionOptions,
  look: (socket: TLSSocket) => Seen,
): Promise<Handshake<Seen>> {
  return new Promise((resolve) => {
    let reached = false;
    const tcp = connectTcp({ host, port }, () => (reached = true));
    const socket = connectTls({ ...options, ...nameOf(host), socket: tcp, rejectUnauthorized: false });
    const end = (result: Handshake<Seen>): void => {
      clearTimeout(late);
      socket.destroy();
      tcp.destroy();
      resolve(result);
    };
    const fail = (failure: string): void => {
      end({ completed: false, reached, failure });
    };
    const late = setTimeout(() => {
      fail('no answer before the deadline');
    }, deadlineMs);
    tcp.on('error', (error: Error) => {
      fail(codeOf(error));
    });
    socket.on('error', (error: Error) => {
      fail(codeOf(error));
    });
    socket.once('close', () => {
      fail('the server closed the connection');
    });
    socket.once('secureConnect', () => {
      end({ completed: true, seen: look(socket) });
    });
  });
}

/** Sends a hand-made ClientHello and hears what the server makes of it; undefined when no connection came about. */
export function offerTo(
  { host, port }: Authority,
  offer: Omit<Offer, 'serverName'>,
): Promise<ServerReply | undefined> {
  return new Promise((resolve) => {
    let reached = false;
    let received = Buffer.alloc(0);
    const hello = clientHello({ ...offer, ...(isIP(host) === 0 && { serverName: host }) }, randomBytes(32));
    const socket: Socket = connectTcp({ host, port }, () => {
      reached = true;
      socket.write(hello);
    });
    const end = (reply: ServerReply): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(reached ? reply : undefined);
    };
    const refuse = (why: string): void => {
      end({ accepted: false, why });
    };
    const late = setTimeout(() => {
      refuse('no answer before the deadline');
    }, deadlineMs);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      const reply = readServerFlight(received);
      if (reply !== undefined) end(reply);
      else if (received.length > flightBytes) refuse('an answer without an end');
    });
    socket.on('error', (error: Error) => {
      refuse(codeOf(error));
    });
    socket.once('close', () => {
      refuse('the server closed the connection');
    });
  });
}

/** No server name is sent for an address (RFC 6066 section 3). */
function nameOf(host: string): ConnectionOptions {
  return isIP(host) === 0 ? { servername: host } : { host };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
