import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Trial } from './catalogue.js';
import { openFront } from './front.js';
import { judge, type Outcome } from './judge.js';
import type { Stand } from './stand.js';
import type { Order, RunReport, TidyReport } from './worker.js';

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

/** One trial after the other: a harness in a process of its own, and a sound holder that trusts it. */
export interface Lane {
  attempt(trial: Trial): Promise<Outcome>;
  close(): Promise<void>;
}

/** Milliseconds: of one exchange, and of a whole trial, doctor and clean-up included. */
export const limits = { requestMs: 1_500, trialMs: 90_000, retryAfterMs: 500, bodyBytes: 1_048_576 } as const;

/** `patience`: by how much deadlines are longer than usual. */
export async function openLane(stand: Stand, patience = 1): Promise<Lane> {
  const hostPort = await stand.lab.freePort();
  const [holder, stranger] = await Promise.all([stand.holder(hostPort), stand.stranger()]);
  const folder = mkdtempSync(join(tmpdir(), 'dcr-hostile-'));
  mkdirSync(join(folder, 'targets'));
  symlinkSync(stand.lab.cast.folder, join(folder, 'keys'));
  let child: ChildProcess | undefined;

  /** A worker that dies or does not answer in time is replaced: the next trial starts afresh. */
  const order = <Report>(what: Order): Promise<Report | string> => {
    child ??= fork(worker, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: bareEnvironment(),
      // What the trial before left to the garbage collector is not this one's.
      execArgv: ['--expose-gc'],
    });
    const own = child;
    let complaints = '';
    const listen = (text: Buffer): void => {
      complaints = (complaints + text.toString()).slice(-2000);
    };
    own.stderr?.on('data', listen);
    return new Promise((resolve) => {
      const end = (result: Report | string): void => {
        clearTimeout(late);
        own.removeAllListeners('message').removeAllListeners('exit');
        own.stderr?.off('data', listen);
        resolve(result);
      };
      const late = setTimeout(() => {
        own.kill('SIGKILL');
        child = undefined;
        end(`it did not end within ${String(limits.trialMs)} ms`);
      }, limits.trialMs * patience);
      own.once('message', (message) => {
        end(message as Report);
      });
      own.once('exit', (code, signal) => {
        child = undefined;
        end(`the process ended (${String(code ?? signal)}): ${complaints.trim()}`);
      });
      own.send(what);
    });
  };

  const attempt = async (trial: Trial): Promise<Outcome> => {
    holder.forget();
    const front = await openFront({
      ...trial,
      props: stand.props,
      behind: holder,
      upstream: stand.upstream,
      elsewhere: stranger.base,
    });
    try {
      const target = [
        'name: Hostile Bank',
        `discovery: ${front.discovery}`,
        `trust: [${stand.lab.bankCa}]`,
        `host: { listen: '127.0.0.1:${hostPort}' }`,
        `limits: { requestMs: ${limits.requestMs * patience}, retryAfterMs: ${limits.retryAfterMs}, bodyBytes: ${limits.bodyBytes} }`,
        '',
      ].join('\n');
      const ran = await order<RunReport>({
        do: 'run',
        target,
        cases: casesAt(trial),
        plan: stand.plan,
      });
      await front.calm();
      const tidied = typeof ran === 'string' ? ran : await order<TidyReport>({ do: 'tidy' });
      return judge(trial, { ran, tidied, held: holder.registrations(), visits: stranger.visits() });
    } finally {
      await front.close();
    }
  };
  return {
    attempt,
    close: async () => {
      child?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** What a trial runs: a life that ought to succeed, a request that ought to be refused, a case elsewhere. */
export const addresses = {
  life: 'registration/life-cycle/full-circle@code',
  elsewhere: 'discovery/document/published@code',
  keys: 'discovery/key-set/sound@code',
  refusals: {
    discovery: 'request/signature/foreign-key[stranger]@code',
    registration: 'request/signature/foreign-key[stranger]@code',
    token: 'token/request-form/grant[password]@code',
    management: 'management/bearer/elsewhere[empty]@code',
    jwks: 'request/signature/foreign-key[stranger]@code',
  },
} as const;

function casesAt({ place }: Trial): readonly string[] {
  const { life, elsewhere, keys, refusals } = addresses;
  return [life, refusals[place], elsewhere, ...(place === 'jwks' ? [keys] : [])];
}

/** Nothing of the test runner's, and no proxy. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}
