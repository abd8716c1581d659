import { isIP, connect as connectTcp, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

import { codeOrMessage } from '../nouns/thrown.js';
import { clientHello, type Offer } from './client-hello.js';
import type { Server } from './no-proxy.js';
import { serverOf, type Proxy, type Route } from './proxy.js';
import { readServerFlight, type ServerReply } from './server-flight.js';
import { openTunnel } from './tunnel.js';

/** Longest wait for a handshake, milliseconds. */
const deadlineMs = 10_000;
/** Largest first flight that a server may send, bytes. */
const flightBytes = 128 * 1024;

/** Where a server listens, and the proxy on the way to it. */
export interface Authority extends Server {
  readonly via?: Proxy;
}

/** Where the server of a URL listens. @throws ProxySettingError */
export function authorityOf(url: string, route: Route): Authority {
  const way = route(url);
  return { ...serverOf(url), ...(way.kind === 'proxied' ? { via: way.proxy } : {}) };
}

/** A TCP connection to the server, perhaps not established yet, or a tunnel that is. @throws ProxyFault */
async function reach({ host, port, via }: Authority): Promise<Socket> {
  return via === undefined ? connectTcp({ host, port }) : openTunnel(via, { host, port }, deadlineMs);
}

/** How an ordinary handshake ended; `reached` says whether the server at least took the connection. */
export type Handshake<Seen> =
  | { readonly completed: true; readonly seen: Seen }
  | { readonly completed: false; readonly reached: boolean; readonly failure: string };

/**
 * An ordinary TLS handshake, without a word of HTTP. The server's certificate is looked at, not judged: `look` reads
 * what it needs off the socket, which is closed afterwards. @throws ProxyFault when the proxy on the way opens no tunnel
 */
export async function shakeHands<Seen>(
  authority: Authority,
  options: ConnectionOptions,
  look: (socket: TLSSocket) => Seen,
): Promise<Handshake<Seen>> {
  const tcp = await reach(authority);
  return new Promise((resolve) => {
    let reached = !tcp.connecting;
    tcp.once('connect', () => (reached = true));
    const named = nameOf(authority.host);
    const socket = connectTls({ ...options, ...named, socket: tcp, rejectUnauthorized: false });
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
      fail(codeOrMessage(error));
    });
    socket.on('error', (error: Error) => {
      fail(codeOrMessage(error));
    });
    socket.once('close', () => {
      fail('the server closed the connection');
    });
    socket.once('secureConnect', () => {
      end({ completed: true, seen: look(socket) });
    });
  });
}

/**
 * Sends a hand-made ClientHello and hears what the server makes of it; undefined when no connection came about.
 * @throws ProxyFault when the proxy on the way opens no tunnel
 */
export async function offerTo(
  authority: Authority,
  offer: Omit<Offer, 'serverName'>,
): Promise<ServerReply | undefined> {
  const { host } = authority;
  const hello = clientHello({ ...offer, ...(isIP(host) === 0 && { serverName: host }) }, randomBytes(32));
  const socket = await reach(authority);
  return new Promise((resolve) => {
    let reached = !socket.connecting;
    let received = Buffer.alloc(0);
    socket.once('connect', () => (reached = true));
    // Waits for the connection where there is none yet.
    socket.write(hello);
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
      refuse(codeOrMessage(error));
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
