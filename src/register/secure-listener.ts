import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { TLSSocket } from 'node:tls';

import { secureReply } from './api/secure-routes.js';
import type { ApiUrls } from './api/issuer.js';
import { largestBody, longestLogged, serverOptions, type ListenerLimits } from './listener-limits.js';
import { textAnswer, type Answer } from './reply.js';
import { send } from './send.js';
import { registerLog, remember, type World } from './world.js';

export interface SecureListenerOptions {
  /** Key and certificate of the listener, and the authority of the recipients' certificates. */
  readonly server: ServerOptions;
  readonly limits: ListenerLimits;
  readonly now: () => Date;
  /** Known only when the port is. */
  readonly urls: () => ApiUrls;
}

const tooLarge: Answer = {
  ...textAnswer(413, 'the body is too large\n'),
  headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
};

/** The Register's mutual TLS server, not listening yet: token endpoint, Get SSA, Get Data Holder Brands. */
export function secureServer(world: World, options: SecureListenerOptions): Server {
  const server = createServer({
    ...serverOptions(options.limits),
    ...options.server,
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('request', (request, response) => {
    void serve(world, options, request, response);
  });
  server.on('checkContinue', (request, response) => {
    if (!declaresTooMuch(request)) response.writeContinue();
    void serve(world, options, request, response);
  });
  return server;
}

/** Never rejects: a promise that nobody awaits would end the process, at the will of whoever sends a bad request. */
async function serve(
  world: World,
  { now, urls, limits }: SecureListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '/', headers, socket } = request;
  // Once a requester has gone, its socket no longer says who it was.
  const remoteAddress = socket.remoteAddress ?? '';
  try {
    const reply = await decide();
    remember(world, registerLog, {
      at: now().toISOString(),
      method,
      path: url.slice(0, longestLogged),
      status: reply.status,
      remoteAddress,
    });
    send(reply, request, response, limits);
  } catch {
    response.destroy();
  }

  async function decide(): Promise<Answer> {
    try {
      const body = declaresTooMuch(request) ? undefined : await readText(request);
      if (body === undefined) return tooLarge;
      if (!(socket instanceof TLSSocket)) return textAnswer(400, 'bad request\n');
      const { raw } = socket.getPeerCertificate();
      const thumbprint = createHash('sha256').update(raw).digest('base64url');
      return await secureReply(world, urls(), { method, url, headers, body, thumbprint, now: now() });
    } catch {
      // Such as a request target that is no URL, or a body that was broken off.
      return textAnswer(400, 'bad request\n');
    }
  }
}

function declaresTooMuch({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > largestBody;
}

/** The body; undefined when it is too large, with the rest unread and the connection still there for an answer. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
