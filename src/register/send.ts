import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './reply.js';

const chunk = Buffer.alloc(65_536, 0x20);

/** Puts a reply on the wire; gives up quietly when the requester has gone. */
export function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  switch (reply.kind) {
    case 'answer': {
      const body = Buffer.from(reply.body);
      // What carries no body must not announce a length other than the one that GET has (RFC 9110 section 8.6).
      if (reply.status === 304) response.writeHead(304, reply.headers).end();
      else response.writeHead(reply.status, { 'content-length': body.length, ...reply.headers }).end(body);
      return;
    }
    case 'delayed': {
      const timer = setTimeout(() => {
        send(reply.reply, request, response);
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

function sendPadded(
  reply: Extract<Reply, { kind: 'padded' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const length = Buffer.byteLength(reply.head) + reply.bytes + Buffer.byteLength(reply.tail);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
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
