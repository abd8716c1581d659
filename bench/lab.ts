import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { openCast, type Cast } from '../src/cast/cast.js';
import { hostControl } from '../src/register/control.js';
import { startHost, type RunningHost } from '../src/register/host.js';
import { makeProduct } from '../src/register/product.js';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a benchmark runs in: a folder of its own, our host for the bare script, a server to register with. */
export interface BenchLab {
  readonly folder: string;
  readonly cast: Cast;
  readonly host: RunningHost;
}

export async function openBenchLab(): Promise<BenchLab> {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-bench-'));
  const control = join(folder, 'control');
  mkdirSync(control, { mode: 0o700 });
  const cast = await openCast(join(folder, 'keys'));
  const host = await startHost({ cast, controlPath: join(control, 'socket') });
  return { folder, cast, host };
}

export interface BenchServer {
  readonly url: string;
  /** Ends it, and says when the first registration came (epoch, milliseconds; NaN when none did). */
  stop(): Promise<number>;
}

/** Starts the bench server; it ends when its stdin closes. */
export async function startServer(
  lab: BenchLab,
  registerJwks: string,
  delayMs: number,
): Promise<BenchServer> {
  const identity = lab.cast.identity('holder');
  const path = join(lab.folder, `server-${String(delayMs)}-${String(Math.random()).slice(2, 8)}.json`);
  writeFileSync(
    path,
    JSON.stringify({
      key: identity.keyPem,
      cert: identity.certificatePem,
      ca: lab.cast.authorityPem,
      registerJwks,
      delayMs,
    }),
    { mode: 0o600 },
  );
  const child = spawn(process.execPath, [beside('./server.js'), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  let first = NaN;
  const port = await new Promise<string>((resolve) => {
    lines.once('line', (port) => {
      lines.on('line', (at) => {
        first = Number(at);
      });
      resolve(port);
    });
  });
  const stop = async (): Promise<number> => {
    const ended = once(child, 'close');
    child.stdin.end();
    await ended;
    return first;
  };
  return { url: `https://localhost:${port}`, stop };
}

/** Settings of the bare script against a server. */
export async function bareSettings(
  lab: BenchLab,
  server: string,
  requests: number,
  inFlight: number,
): Promise<string> {
  let count = 0;
  const product = makeProduct({
    name: 'bench',
    random: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    hostUrl: lab.host.url,
  });
  const control = hostControl(lab.host.controlPath);
  await control.publish(product, { jwks: { keys: [lab.cast.key('recipient-ps256').publicJwk] } });
  await control.close();
  const signer = (name: 'register-ps256' | 'recipient-ps256'): object => {
    const key = lab.cast.key(name);
    return { kid: key.kid, pem: key.privateKey.export({ type: 'pkcs8', format: 'pem' }) };
  };
  const identity = lab.cast.identity('recipient');
  const path = join(lab.folder, `bare-${String(requests)}-${String(inFlight)}.json`);
  writeFileSync(
    path,
    JSON.stringify({
      url: `${server}/register`,
      tokenUrl: `${server}/token`,
      issuer: server,
      cert: identity.certificatePem,
      key: identity.keyPem,
      ca: lab.cast.authorityPem,
      registerKey: signer('register-ps256'),
      recipientKey: signer('recipient-ps256'),
      hostUrl: lab.host.url,
      softwareId: product.softwareId,
      requests,
      inFlight,
    }),
    { mode: 0o600 },
  );
  return path;
}

/**
 * A generated book of `cases` registrations, at most a hundred per chapter; `failing` ones expect another status. With
 * its clean-up a case is three requests: registration, token, deletion.
 */
export function writeBook(lab: BenchLab, cases: number, failing: boolean): string {
  const folder = join(lab.folder, `book-${String(cases)}-${String(failing)}`);
  if (existsSync(folder)) return folder;
  const profile = join(folder, 'cdr-au');
  mkdirSync(profile, { recursive: true });
  for (const name of ['requirements.yaml', 'schemas']) {
    cpSync(join('scenarios', 'cdr-au', name), join(profile, name), { recursive: true });
  }
  const perChapter = 100;
  for (let first = 0; first < cases; first += perChapter) {
    const rows = Array.from({ length: Math.min(perChapter, cases - first) }, (_, index) => first + index);
    const scenarios = rows.map((row) =>
      [
        `  - id: case-${String(row)}`,
        `    title: Generated registration ${String(row)} is accepted by the holder`,
        '    steps:',
        '      - register:',
        '          expect:',
        `            - status: ${failing ? '418' : '201'}`,
        '            - json: { $.client_id: { type: string } }',
        '            - header: { Content-Type: { media-type: application/json } }',
      ].join('\n'),
    );
    const chapter = `chapter: Generated chapter ${String(first)}\ncovers: [created-as-json-201]\nscenarios:\n${scenarios.join('\n')}\n`;
    writeFileSync(join(profile, `generated-${String(first / perChapter)}.yaml`), chapter);
  }
  return folder;
}

export function writeTarget(lab: BenchLab, server: string, name: string, port: number): string {
  const path = join(lab.folder, `${name}.yaml`);
  const ca = join(lab.folder, 'ca.pem');
  writeFileSync(ca, lab.cast.authorityPem);
  writeFileSync(
    path,
    [
      `name: ${name}`,
      `discovery: ${server}/.well-known/openid-configuration`,
      `trust: [${ca}]`,
      `host: { listen: '127.0.0.1:${String(port)}' }`,
      'flows: [code]',
      '',
    ].join('\n'),
  );
  return path;
}

export interface Timed {
  /** Epoch, milliseconds. */
  readonly startedAt: number;
  readonly wallMs: number;
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs a command and takes its wall time. */
export function timed(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  watch?: (child: ChildProcess) => void,
): Promise<Timed> {
  const startedAt = Date.now();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  watch?.(child);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ startedAt, wallMs: performance.now() - started, code, stdout });
    });
  });
}

export const command = beside('../src/cli/main.js');
export const bareScript = beside('./bare.js');

/** An empty Playwright project: what Playwright itself costs. */
export function writeEmptyProject(
  lab: BenchLab,
  tests: number,
): { readonly args: readonly string[]; readonly cwd: string } {
  const cwd = join(lab.folder, `empty-${String(tests)}`);
  mkdirSync(cwd, { recursive: true });
  const require = createRequire(import.meta.url);
  const main = join(dirname(require.resolve('@playwright/test/package.json')), 'index.mjs');
  writeFileSync(
    join(cwd, 'empty.spec.mjs'),
    `import { writeFileSync } from 'node:fs';\nimport { _baseTest as test } from ${JSON.stringify(main)};\ntest('first', () => writeFileSync('first-test', String(Date.now())));\nfor (let i = 0; i < ${String(tests - 1)}; i += 1) test('empty ' + i, () => {});\n`,
  );
  writeFileSync(join(cwd, 'playwright.config.mjs'), 'export default { reporter: [["null"]], workers: 2 };\n');
  return { args: [join(dirname(main), 'cli.js'), 'test'], cwd };
}
