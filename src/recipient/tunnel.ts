import { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';

import { addressText } from '../nouns/address.js';
import type { Server } from './no-proxy.js';
import { serverOf, type Proxy, type Route } from './proxy.js';
import { failureOf, ProxyFault, refusalOf } from './proxy-fault.js';

/**
 * A connection to a server through a proxy: from the first byte on, what it carries is between the server and us. The
 * server's name is left to the proxy to resolve. @throws ProxyFault within `timeoutMs`
 */
export async function openTunnel(proxy: Proxy, to: Server, timeoutMs: number): Promise<Socket> {
  const authority = addressText(to);
  const authorization = proxy.authorization();
  const connector = buildConnector({ timeout: timeoutMs });
  let reached = false;
  const client = new Client(proxy.origin, {
    // undici takes the name for TLS from the Host field, which is the server's: the proxy has one of its own.
    connect: ({ servername: _theServers, ...options }, callback) => {
      connector(options, (...result) => {
        reached = result[0] === null;
        callback(...result);
      });
    },
  });
  try {
    const { socket, statusCode, headers } = await client.connect({
      path: authority,
      headers: {
        host: authority,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Whoever takes the connection listens for its errors; until then nobody does.
    socket.on('error', () => undefined);
    if (statusCode >= 200 && statusCode < 300 && socket instanceof Socket) return socket;
    socket.destroy();
    throw new ProxyFault(refusalOf(proxy, authority, statusCode, headers['proxy-authenticate']));
  } catch (error) {
    if (error instanceof ProxyFault) throw error;
    throw new ProxyFault(failureOf(proxy, authority, error, { timeoutMs, reached }));
  } finally {
    // The tunnel is not its socket any more.
    await client.destroy();
  }
}

/**
 * A connector of undici's that goes the way that the route says; the TLS of `connector` is then inside the tunnel. Its
 * ProxyAgent would do for plain requests, but makes an object of the header fields (a field sent twice is lost), says what
 * went wrong in prose alone, and cannot serve probes that speak no HTTP.
 */
export function alongRoute(
  connector: buildConnector.connector,
  route: Route,
  timeoutMs: number,
): buildConnector.connector {
  return (options, callback) => {
    const url = `${options.protocol}//${options.host ?? options.hostname}`;
    const way = route(url);
    if (way.kind === 'straight') {
      connector(options, callback);
      return;
    }
    openTunnel(way.proxy, serverOf(url), timeoutMs)
      .then((socket) => {
        if (options.protocol === 'https:') connector({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      })
      .catch((error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      });
  };
}
