import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { CaseRecord } from '../src/nouns/finding.js';
import type { Summary } from '../src/report/summary.js';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Everything that was printed. */
  readonly text: string;
  readonly summary: () => Summary;
  readonly records: () => readonly CaseRecord[];
  readonly reports: string;
}

const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/** A folder of a user's own, with the repository's keys so that none have to be made; removed by the caller. */
export function makeUserFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-test-'));
  for (const name of ['keys', 'targets']) symlinkSync(join(process.cwd(), name), join(folder, name));
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs `dcr-conformance` as a user would, in a folder of his own. */
export async function command(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    // The tests' own runner must not look like Playwright's.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const reports = join(folder, 'reports');
  const read = (name: string): string => readFileSync(join(reports, name), 'utf8');
  return {
    code,
    stdout,
    stderr,
    text: stdout + stderr,
    reports,
    summary: () => JSON.parse(read('summary.json')) as Summary,
    records: () =>
      read('ledger.jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as CaseRecord)
        .filter(({ kind }) => (kind as string) === 'case'),
  };
}
