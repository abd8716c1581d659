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
import { addressText } from '../nouns/address.js';
import { TargetError } from '../nouns/errors.js';
import { codeOrMessage } from '../nouns/thrown.js';
import type { ApiUrls } from './api/issuer.js';
import { listenForControl } from './control-listener.js';
import { guard } from './guard.js';
import { listenerLimits, longestLogged, serverOptions, type ListenerLimits } from './listener-limits.js';
import { statusOf, textAnswer } from './reply.js';
import { route } from './routes.js';
import { secureServer } from './secure-listener.js';
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
  /** Of both listeners; tests shorten them. */
  readonly limits?: Partial<ListenerLimits>;
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

/**
 * Starts the one HTTPS listener that is Register and recipient to a target, and its control socket.
 * @throws TargetError when it cannot listen where it is told.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { cast, controlPath, listen = { host: '127.0.0.1', port: 0 }, now = () => new Date() } = options;
  const limits = { ...listenerLimits, ...options.limits };
  const world = newWorld(cast, now());
  const failed = (code: string): void => {
    append(world.handshakes, { at: now().toISOString(), code });
  };
  const server =
    options.plain === true
      ? createPlainServer(serverOptions(limits))
      : createServer({ ...serverOptions(limits), ...serverCertificate(options) });
  const closers = [guard(server, limits, failed)];
  const port = await listenOn(server, listen, 'our host');
  const url = (options.publicUrl ?? `https://localhost:${port}`).replace(/\/+$/, '');
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    serve(world, request, response, { hostUrl: url, now, limits });
  };
  server.on('request', answer);
  // Nobody is told to go on with a body that is not read.
  server.on('checkContinue', answer);
  const stop = async (): Promise<void> => {
    await Promise.all(closers.map((close) => close()));
  };
  try {
    const control = await listenForControl(world, controlPath);
    closers.push(async () => {
      const closed = once(control, 'close');
      control.close();
      control.closeAllConnections();
      await closed;
    });
    if (options.secure === undefined) return { url, port, controlPath, stop };
    const secureUrl = await openSecure(world, options, options.secure, { url, now, limits, failed }, closers);
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
  common: {
    readonly url: string;
    readonly now: () => Date;
    readonly limits: ListenerLimits;
    readonly failed: (code: string) => void;
  },
  closers: (() => Promise<void>)[],
): Promise<string> {
  const { url, now, limits, failed } = common;
  let urls: ApiUrls = { open: url, secure: '' };
  const server = secureServer(world, {
    server: { ...serverCertificate(options), ca: options.cast.authorityPem },
    limits,
    now,
    urls: () => urls,
  });
  closers.push(guard(server, limits, failed));
  const port = await listenOn(server, listen, "our Register's mutual TLS listener");
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

/** Listens, and gives the port. @throws TargetError when it cannot. */
async function listenOn(
  server: PlainServer | TlsServer,
  { host, port }: { readonly host: string; readonly port: number },
  whose: string,
): Promise<number> {
  const listening = once(server, 'listening');
  server.listen(port, host);
  try {
    await listening;
  } catch (error) {
    throw new TargetError(
      `${whose} cannot listen on ${addressText({ host, port })} (${codeOrMessage(error)}); choose another port or address`,
    );
  }
  return (server.address() as AddressInfo).port;
}

function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  {
    hostUrl,
    now,
    limits,
  }: { readonly hostUrl: string; readonly now: () => Date; readonly limits: ListenerLimits },
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
      const path = url.slice(0, longestLogged);
      remember(world, log, {
        at: now().toISOString(),
        method,
        path,
        status: statusOf(reply),
        remoteAddress,
        ...askedFor(headers),
      });
    }
    send(reply, request, response, limits);
  } catch {
    // Such as a header value of a custom behaviour that HTTP cannot carry.
    if (response.headersSent) response.destroy();
    else send(textAnswer(500, 'our host failed\n'), request, response, limits);
  }
}

/** Header fields by which a requester may go wrong at the Register (CDR-DCR-REQ-169). */
function askedFor(headers: IncomingHttpHeaders): Pick<HostFetch, 'version' | 'validator'> {
  const { 'x-v': version, 'if-none-match': validator } = headers;
  return {
    ...(version === undefined ? {} : { version: String(version).slice(0, longestLogged) }),
    ...(validator === undefined ? {} : { validator: validator.slice(0, longestLogged) }),
  };
}
