import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { TLSSocket } from 'node:tls';

import { errorCode } from '../cast/files.js';
import { TargetError } from '../nouns/errors.js';
import { secureReply } from './api/secure-routes.js';
import type { ApiUrls } from './api/issuer.js';
import { textAnswer, type Answer } from './reply.js';
import { send } from './send.js';
import { append, registerLog, remember, type World } from './world.js';

export interface SecureListenerOptions {
  readonly listen: { readonly host: string; readonly port: number };
  /** Key and certificate of the listener, limits, and the authority of the recipients' certificates. */
  readonly server: ServerOptions;
  readonly now: () => Date;
  /** Known only when the port is. */
  readonly urls: () => ApiUrls;
}

/** Largest form or resource request that is read, bytes. */
const largestBody = 65_536;
/** Longest path that the log keeps. */
const longestPath = 2_048;

/**
 * Starts the Register's mutual TLS listener: token endpoint, Get SSA, Get Data Holder Brands.
 * @throws TargetError when it cannot listen where it is told.
 */
export async function listenSecurely(world: World, options: SecureListenerOptions): Promise<Server> {
  const { listen, now } = options;
  const server = createServer({
    ...options.server,
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('request', (request, response) => {
    void serve(world, options, request, response);
  });
  server.on('tlsClientError', (error) => {
    append(world.handshakes, { at: now().toISOString(), code: errorCode(error) });
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening').catch((error: unknown) => {
    throw new TargetError(
      `our Register's mutual TLS listener cannot listen on ${listen.host}:${listen.port} (${errorCode(error)}); choose another port`,
    );
  });
  return server;
}

async function serve(
  world: World,
  { now, urls }: SecureListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '/', headers } = request;
  const reply = await decide();
  remember(world, registerLog, {
    at: now().toISOString(),
    method,
    path: url.slice(0, longestPath),
    status: reply.status,
    remoteAddress: request.socket.remoteAddress ?? '',
  });
  send(reply, request, response);

  async function decide(): Promise<Answer> {
    try {
      const body = await readText(request);
      if (body === undefined) return textAnswer(413, 'the body is too large\n');
      if (!(request.socket instanceof TLSSocket)) return textAnswer(400, 'bad request\n');
      const { raw } = request.socket.getPeerCertificate();
      const thumbprint = createHash('sha256').update(raw).digest('base64url');
      return await secureReply(world, urls(), { method, url, headers, body, thumbprint, now: now() });
    } catch {
      // Such as a request target that is no URL, or a body that was broken off.
      return textAnswer(400, 'bad request\n');
    }
  }
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
