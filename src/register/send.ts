import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenerLimits } from './listener-limits.js';
import type { Answer, Reply } from './reply.js';

const chunk = Buffer.alloc(65_536, 0x20);

/** Puts a reply on the wire; gives up quietly when the requester has gone, or has stopped reading. */
export function send(
  reply: Reply,
  request: IncomingMessage,
  response: ServerResponse,
  limits: Pick<ListenerLimits, 'stallTimeout'>,
): void {
  if (response.destroyed) return;
  // Without a listener of its own, a time-out ends the connection; Node.js sets it anew after the answer.
  request.socket.setTimeout(reply.kind === 'delayed' ? 0 : limits.stallTimeout);
  switch (reply.kind) {
    case 'answer': {
      const body = Buffer.from(reply.body);
      // What carries no body must not announce a length other than the one that GET has (RFC 9110 section 8.6).
      const headers = headersOf(reply);
      if (reply.status === 304) response.writeHead(304, headers).end();
      else response.writeHead(reply.status, { 'content-length': body.length, ...headers }).end(body);
      return;
    }
    case 'delayed': {
      const timer = setTimeout(() => {
        send(reply.reply, request, response, limits);
      }, reply.ms);
      response.once('close', () => {
        clearTimeout(timer);
      });
      return;
    }
    case 'padded':
      sendPadded(reply, request, response);
      return;
    case 'hang-up':
      request.socket.destroy();
  }
}

/** No answer is to be taken for what it does not say that it is, and no refusal kept. */
function headersOf({ status, headers }: Answer): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    ...(status >= 400 ? { 'cache-control': 'no-store' } : {}),
    // A custom behaviour may write the names as it likes; each must come once.
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function sendPadded(
  reply: Extract<Reply, { kind: 'padded' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const length = Buffer.byteLength(reply.head) + reply.bytes + Buffer.byteLength(reply.tail);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': length,
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(reply.head);
  let left = reply.bytes;
  const pump = (): void => {
    while (left > 0 && !response.destroyed) {
      const size = Math.min(left, chunk.length);
      left -= size;
      if (!response.write(chunk.subarray(0, size))) {
        response.once('drain', pump);
        return;
      }
    }
    response.end(reply.tail);
  };
  pump();
}
