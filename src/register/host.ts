import { once } from 'node:events';
import {
  createServer as createPlainServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server as PlainServer,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Cast } from '../cast/cast.js';
import { errorCode } from '../cast/files.js';
import { TargetError } from '../nouns/errors.js';
import type { ApiUrls } from './api/issuer.js';
import { listenForControl } from './control-listener.js';
import { statusOf, textAnswer } from './reply.js';
import { route } from './routes.js';
import { listenSecurely } from './secure-listener.js';
import { send } from './send.js';
import { append, newWorld, remember, type HostFetch, type World } from './world.js';

export interface HostOptions {
  readonly cast: Cast;
  /** Loopback and a port of the kernel's choice, unless told. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Base URL under which the target reaches the listener; by default `https://localhost:PORT`. */
  readonly publicUrl?: string;
  /** The listener's certificate; by default the cast's `host`. */
  readonly certificate?: { readonly keyPem: string; readonly chainPem: string };
  /** Plain HTTP: a proxy at the public URL ends TLS. */
  readonly plain?: boolean;
  /** Unix socket through which workers steer the host; its folder must be closed to others. */
  readonly controlPath: string;
  /**
   * Plays the Register in full: token endpoint, Get SSA and Get Data Holder Brands over mutual TLS on a listener of their
   * own, at `publicUrl` if not `https://localhost:PORT`; its configuration and Get Data Recipients beside the rest.
   */
  readonly secure?: {
    readonly listen: { readonly host: string; readonly port: number };
    readonly publicUrl?: string;
  };
  readonly now?: () => Date;
}

export interface RunningHost {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly controlPath: string;
  /** Base URL of the Register's mutual TLS endpoints, where it is played in full. */
  readonly secureUrl?: string;
  /** Ends every connection, also those that a behaviour holds open. */
  readonly stop: () => Promise<void>;
}

/** Against requesters that send little and slowly: milliseconds, connections, bytes. */
const limits = {
  handshakeTimeout: 5_000,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16_384,
} as const;
const mostConnections = 1_024;
/** Longest path that the log keeps. */
const longestPath = 2_048;

/**
 * Starts the one HTTPS listener that is Register and recipient to a target, and its control socket.
 * @throws TargetError when it cannot listen where it is told.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { cast, controlPath, listen = { host: '127.0.0.1', port: 0 }, now = () => new Date() } = options;
  const world = newWorld(cast, now());
  const server =
    options.plain === true
      ? createPlainServer(limits)
      : createServer({ ...limits, ...serverCertificate(options), minVersion: 'TLSv1.2' });
  server.maxConnections = mostConnections;
  const port = await listenOn(server, listen);
  const url = (options.publicUrl ?? `https://localhost:${port}`).replace(/\/+$/, '');
  server.on('request', (request, response) => {
    serve(world, request, response, url, now);
  });
  server.on('tlsClientError', (error) => {
    append(world.handshakes, { at: now().toISOString(), code: errorCode(error) });
  });
  const control = await listenForControl(world, controlPath).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const servers: (PlainServer | TlsServer)[] = [server, control];
  const stop = async (): Promise<void> => {
    const closed = servers.map((each) => once(each, 'close'));
    for (const each of servers) {
      each.close();
      each.closeAllConnections();
    }
    await Promise.all(closed);
  };
  if (options.secure === undefined) return { url, port, controlPath, stop };
  try {
    const secureUrl = await openSecure(world, options, options.secure, { url, now }, servers);
    return { url, port, controlPath, secureUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens the mutual TLS listener beside the others; gives its base URL. */
async function openSecure(
  world: World,
  options: HostOptions,
  { listen, publicUrl }: NonNullable<HostOptions['secure']>,
  { url, now }: { readonly url: string; readonly now: () => Date },
  servers: (PlainServer | TlsServer)[],
): Promise<string> {
  let urls: ApiUrls = { open: url, secure: '' };
  const secure = await listenSecurely(world, {
    listen,
    server: { ...limits, ...serverCertificate(options), ca: options.cast.authorityPem },
    now,
    urls: () => urls,
  });
  secure.maxConnections = mostConnections;
  servers.push(secure);
  const { port } = secure.address() as AddressInfo;
  urls = { open: url, secure: (publicUrl ?? `https://localhost:${port}`).replace(/\/+$/, '') };
  world.api = urls;
  return urls.secure;
}

function serverCertificate({ cast, certificate }: HostOptions): {
  readonly key: string;
  readonly cert: string;
} {
  if (certificate !== undefined) return { key: certificate.keyPem, cert: certificate.chainPem };
  const { keyPem, certificatePem } = cast.identity('host');
  return { key: keyPem, cert: certificatePem };
}

async function listenOn(
  server: PlainServer | TlsServer,
  listen: { readonly host: string; readonly port: number },
): Promise<number> {
  server.listen(listen.port, listen.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new TargetError(`our host cannot listen on ${listen.host}:${listen.port} (${errorCode(error)})`);
  }
  return (server.address() as AddressInfo).port;
}

function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  hostUrl: string,
  now: () => Date,
): void {
  const { method = '', url = '/', headers } = request;
  // A GET has no use for a body, and reading one is a way to be kept busy.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
    response.shouldKeepAlive = false;
  }
  try {
    const { reply, log } = route(world, { method, url, headers }, hostUrl);
    if (log !== undefined) {
      const remoteAddress = request.socket.remoteAddress ?? '';
      const path = url.slice(0, longestPath);
      remember(world, log, {
        at: now().toISOString(),
        method,
        path,
        status: statusOf(reply),
        remoteAddress,
        ...askedFor(headers),
      });
    }
    send(reply, request, response);
  } catch {
    // Such as a header value of a custom behaviour that HTTP cannot carry.
    if (response.headersSent) response.destroy();
    else send(textAnswer(500, 'our host failed\n'), request, response);
  }
}

/** Header fields by which a requester may go wrong at the Register (CDR-DCR-REQ-169). */
function askedFor(headers: IncomingHttpHeaders): Pick<HostFetch, 'version' | 'validator'> {
  const { 'x-v': version, 'if-none-match': validator } = headers;
  return {
    ...(version === undefined ? {} : { version: String(version).slice(0, longestPath) }),
    ...(validator === undefined ? {} : { validator: validator.slice(0, longestPath) }),
  };
}
