import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Honest, Place } from './behaviour.js';

type Fields = Honest['fields'];

/** The head of an answer, byte for byte: no library corrects what a hostile server writes. */
export function head(status: number, fields: Fields, version = '1.1'): string {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${version} ${status} Whatever\r\n${lines.join('')}\r\n`;
}

/** A whole answer with the length that it has, on a connection that stays open. */
export function whole({ status, fields, body }: Honest): Buffer {
  const length: Fields = status === 204 ? [] : [['Content-Length', String(body.length)]];
  return Buffer.concat([Buffer.from(head(status, [...fields, ...length])), body]);
}

export const json = (body: string | Buffer, status = 200): Honest => ({
  status,
  fields: [['Content-Type', 'application/json']],
  body: Buffer.from(body as string),
});

/** The status of a success. */
export const statusAt = (place: Place): number => (place === 'registration' ? 201 : 200);

/** The honest answer with another body. */
export const withBody = (honest: Honest, body: string | Buffer): Honest => ({
  ...honest,
  body: Buffer.from(body as string),
});

/** Writes chunk after chunk, as fast as the other side reads, until it has gone. */
export async function pour(socket: Socket, chunk: Buffer | string): Promise<void> {
  while (!socket.destroyed) {
    if (!socket.write(chunk)) await drained(socket);
    // Others have a turn as well.
    else await sleep(0);
  }
}

/** Writes one byte at a time. */
export async function drip(socket: Socket, bytes: Buffer, pauseMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Buffer.of(byte));
    await sleep(pauseMs);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      socket.off('drain', end).off('close', end);
      resolve();
    };
    socket.on('drain', end).on('close', end);
  });
}
