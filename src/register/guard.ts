import { once } from 'node:events';
import type { IncomingMessage, Server as PlainServer, ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

import { codeOrMessage } from '../nouns/thrown.js';
import type { ListenerLimits } from './listener-limits.js';

interface Connection {
  readonly socket: Socket;
  /** Requests that are not answered yet. */
  busy: number;
}

/**
 * Keeps a listener within its limits where Node.js does not. A connection too many costs the one that has been idle for
 * longest, so that whoever holds connections open shuts nobody out. `failed` hears of connections that did not come
 * about. Gives a function that ends the listener at once, whatever its connections are at, in mid-handshake as well.
 */
export function guard(
  server: PlainServer | TlsServer,
  { connections }: Pick<ListenerLimits, 'connections'>,
  failed: (code: string) => void,
): () => Promise<void> {
  // Longest unheard first.
  const open = new Map<string, Connection>();
  server.on('connection', (socket: Socket) => {
    const name = farEnd(socket);
    open.set(name, { socket, busy: 0 });
    socket.once('close', () => {
      if (open.get(name)?.socket === socket) open.delete(name);
    });
    if (open.size > connections) victimAmong(open, socket)?.destroy();
  });
  const busy = (request: IncomingMessage, response: ServerResponse): void => {
    const name = farEnd(request.socket);
    const connection = open.get(name);
    if (connection === undefined) return;
    connection.busy += 1;
    response.once('close', () => {
      connection.busy -= 1;
      if (open.delete(name)) open.set(name, connection);
    });
  };
  server.on('request', busy);
  server.on('checkContinue', busy);
  const note = (error: Error): void => {
    failed(codeOrMessage(error));
  };
  server.on('tlsClientError', note);
  // Such as no file descriptor left for a new connection: nothing to end a run for.
  server.on('error', note);
  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const { socket } of open.values()) socket.destroy();
    await closed;
  };
}

/** The socket of a request is the TLS one, that of a connection the one below: they have the far end in common. */
function farEnd({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function victimAmong(open: ReadonlyMap<string, Connection>, newcomer: Socket): Socket | undefined {
  const others = [...open.values()].filter(({ socket }) => socket !== newcomer);
  return (others.find(({ busy }) => busy === 0) ?? others[0])?.socket;
}
