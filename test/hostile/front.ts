import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, Server as TlsServer } from 'node:https';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';

import type { JsonObject } from '../../src/nouns/json.js';
import type { Paper } from '../doctor-lab.js';
import type { Behaviour, Honest, Place, Props } from './behaviour.js';
import { whole } from './raw-answer.js';
import type { Upstream } from './upstream.js';

/** A hostile stage before an honest holder. */
export interface Front {
  readonly discovery: string;
  /** How often the place was asked. */
  readonly asked: () => number;
  /** From now on everything is served as the holder behind would. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly behaviour: Behaviour;
  readonly place: Place;
  readonly props: Props;
  /** URL of the honest holder's own configuration document, and of its endpoints. */
  readonly behind: { readonly discovery: string; readonly mutual: string };
  readonly upstream: Upstream;
  /** Base URL of the stranger. */
  readonly elsewhere: string;
}

const wellKnown = '/.well-known/openid-configuration';

function placeOf({ url = '' }: IncomingMessage): Place | undefined {
  if (url === wellKnown) return 'discovery';
  if (url === '/jwks') return 'jwks';
  if (url.startsWith('/token')) return 'token';
  if (url === '/register') return 'registration';
  return url.startsWith('/register/') ? 'management' : undefined;
}

/** Opens the stage: one server for all, and, for what happens before HTTP, another one for the place alone. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const { behaviour, place, props, behind, upstream } = options;
  const plainBase = behind.discovery.slice(0, -wellKnown.length);
  let calmed = false;
  let asked = 0;
  const servers = new Map<'all' | 'place', Listening>();
  const baseOf = (which: Place): string =>
    `https://localhost:${(which === place ? servers.get('place') : undefined)?.port ?? servers.get('all')?.port ?? 0}`;

  const honest = async (request: IncomingMessage, body: Buffer): Promise<Honest> => {
    const at = placeOf(request);
    const base = at === 'discovery' || at === 'jwks' ? plainBase : behind.mutual;
    const answer = await upstream.ask(request, body, base + (request.url ?? ''));
    return at === 'discovery'
      ? { ...answer, body: Buffer.from(JSON.stringify(rewritten(answer.body))) }
      : answer;
  };
  const rewritten = (body: Buffer): JsonObject => {
    const document = JSON.parse(body.toString()) as JsonObject;
    const at = (which: Place, path: string): string =>
      !calmed && which === place && behaviour.address !== undefined
        ? behaviour.address(props, options.elsewhere)
        : baseOf(which) + path;
    return {
      ...document,
      jwks_uri: at('jwks', '/jwks'),
      token_endpoint: at('token', '/token'),
      registration_endpoint: at('registration', '/register'),
    };
  };
  const serve: RequestListener = (request) => {
    void bodyOf(request)
      .then(async (body) => {
        if (calmed || behaviour.answer === undefined || placeOf(request) !== place) {
          request.socket.write(whole(await honest(request, body)));
          return;
        }
        const listening = servers.get('all');
        if (listening === undefined) return;
        asked += 1;
        await behaviour.answer(
          {
            request,
            place,
            socket: request.socket,
            times: asked - 1,
            honest: () => honest(request, body),
            self: baseOf(place),
            elsewhere: options.elsewhere,
            reset: () => {
              listening.reset(request.socket);
            },
            shut: () => void listening.close(),
            changeCertificate: (paper) => {
              listening.changeCertificate(paper);
            },
          },
          props,
        );
      })
      .catch(() => request.socket.destroy());
  };
  servers.set('all', await listen(soundServer(props.good, serve)));
  const make = behaviour.listener;
  if (make !== undefined) servers.set('place', await listen(make(props, serve)));
  return {
    discovery: baseOf('discovery') + wellKnown,
    asked: () => asked,
    calm: async () => {
      calmed = true;
      // Whatever listened, was closed or shows an odd certificate makes way for a sound server on the same port.
      for (const [which, { port, close }] of [...servers]) {
        await close();
        servers.set(which, await listen(soundServer(props.good, serve), port));
      }
    },
    close: async () => {
      await Promise.all([...servers.values()].map(({ close }) => close()));
    },
  };
}

function soundServer({ keyPem, certPem }: Paper, serve: RequestListener): TlsServer {
  return createServer({ key: keyPem, cert: certPem, requestCert: true, rejectUnauthorized: false }, serve);
}

interface Listening {
  readonly port: number;
  readonly reset: (socket: Socket) => void;
  readonly changeCertificate: (paper: Paper) => void;
  readonly close: () => Promise<void>;
}

/** Listens and remembers the TCP connections below, since a TLS socket cannot be reset itself. */
async function listen(server: TcpServer, port = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).once('close', () => sockets.delete(socket)));
  });
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (_error: Error, socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    reset: ({ remotePort }) => {
      for (const socket of sockets) if (socket.remotePort === remotePort) socket.resetAndDestroy();
    },
    changeCertificate: ({ keyPem, certPem }) => {
      if (server instanceof TlsServer) server.setSecureContext({ key: keyPem, cert: certPem });
      end();
    },
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        end();
      });
      return closed;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
