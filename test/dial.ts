import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

/** What became of a connection on which only bytes were sent. */
export interface Heard {
  /** Everything that came, as Latin-1. */
  readonly text: string;
  /** Whether the other side ended the connection before `waitMs`. */
  readonly closed: boolean;
  /** From the connection to the end, milliseconds. */
  readonly ms: number;
}

export interface Call {
  readonly port: number;
  /** Plain TCP when absent. */
  readonly tls?: ConnectionOptions;
  /** Bytes, or what to do with the connection once it stands. */
  readonly say: string | ((socket: Socket) => void | Promise<void>);
  readonly waitMs: number;
  /** Ends the wait as soon as this has come. */
  readonly until?: RegExp;
}

/** Connects, says something, and tells what came of it; never rejects. */
export function dial({ port, tls, say, waitMs, until }: Call): Promise<Heard> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket: Socket =
      tls === undefined ? connectTcp(port, '127.0.0.1') : connectTls({ ...tls, port, host: '127.0.0.1' });
    let text = '';
    const end = (closed: boolean): void => {
      clearTimeout(late);
      socket.destroy();
      resolve({ text, closed, ms: performance.now() - began });
    };
    const late = setTimeout(() => {
      end(false);
    }, waitMs);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      end(true);
    });
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      if (typeof say === 'string') socket.write(say, 'latin1');
      else void say(socket);
    });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (until?.test(text) === true) end(false);
    });
  });
}

/** Sends a byte at a time; gives up when the connection has ended. */
export async function dribble(socket: Socket, bytes: Buffer | string, everyMs: number): Promise<void> {
  for (const byte of Buffer.from(bytes)) {
    if (socket.destroyed || !socket.writable) return;
    socket.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
