import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { DoctorLab } from './doctor-lab.js';

export interface ForeignHolder {
  readonly discovery: string;
  count(): Promise<number>;
  softwareIds(): Promise<readonly string[]>;
  /** Stands still from now on, as a bank's does under load; answers what was asked when it goes on. */
  pause(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** The reference holder as a process that knows nothing of the harness but a URL and a CA. */
export async function startForeignHolder(
  lab: DoctorLab,
  hostPort: number,
  faults: readonly string[] = [],
): Promise<ForeignHolder> {
  const config = lab.file(
    'holder.json',
    JSON.stringify({
      tls: { key: lab.server.key, cert: lab.server.cert },
      clientCa: lab.ourCa,
      trust: lab.ourCa,
      register: { jwksUri: `https://localhost:${hostPort}/cdr-register/v1/jwks` },
    }),
  );
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../holder/main.js', import.meta.url)),
      '--config',
      config,
      '--stop-with-stdin',
      ...faults.flatMap((fault) => ['--fault', fault]),
    ],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const waiting = new Map<string, (event: Readonly<Record<string, unknown>>) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as Readonly<Record<string, unknown>>;
    waiting.get(String(event['event']))?.(event);
  });
  const next = (name: string): Promise<Readonly<Record<string, unknown>>> =>
    new Promise((resolve) => waiting.set(name, resolve));
  const ready = await next('ready');
  const count = (): Promise<Readonly<Record<string, unknown>>> => {
    const answer = next('count');
    child.stdin.write('count\n');
    return answer;
  };
  return {
    discovery: String(ready['discovery']),
    count: async () => Number((await count())['registrations']),
    softwareIds: async () => (await count())['software_ids'] as readonly string[],
    pause: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
