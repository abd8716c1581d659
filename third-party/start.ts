import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { Unproven } from '../src/nouns/errors.js';
import type { Server } from './server.js';

/** What a server's start script says in its one line of JSON. */
export interface Started {
  readonly version: string;
  readonly issuer: string;
  readonly registration: string;
  readonly discovery?: string;
  /** Further facts for the target file: `${SERVER_...}` there. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface RunningServer extends Started {
  readonly pid: number;
  /** The end of what it wrote to stderr so far. */
  said(): string;
  stop(): Promise<void>;
}

const startMs = 20_000;
const stopMs = 5_000;
const keptText = 256 * 1024;

/**
 * Starts a server in a process of its own and waits for its line; it ends with us, because its stdin closes then.
 * @throws Unproven when it does not start within 20 seconds, with what it said.
 */
export async function start(server: Server, environment: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
  const [program = process.execPath, ...args] = server.start;
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: server.folder,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-keptText)));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = new AbortController();
    const late = delay(stopMs, 'late', { signal: timer.signal }).catch(() => undefined);
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
    timer.abort();
    await ended;
  };
  const lines = createInterface({ input: child.stdout });
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(`it ended (${String(signal ?? code)})`);
    });
    setTimeout(() => {
      resolve(`it said nothing for ${startMs / 1000} s`);
    }, startMs).unref();
  });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => ({ line: String(line) })),
    failed.then((reason) => ({ reason })),
  ]);
  if ('reason' in first) {
    await stop();
    throw new Unproven(`${server.name} did not start: ${first.reason}. ${complaints.trim().slice(-4000)}`);
  }
  return { ...(JSON.parse(first.line) as Started), pid: child.pid ?? 0, said: () => complaints, stop };
}
