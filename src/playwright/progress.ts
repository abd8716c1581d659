import type { CaseRecord, Verdict } from '../nouns/finding.js';

export interface Progress {
  done(record: CaseRecord): void;
  finish(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const words: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  waived: 'waived',
  stale: 'stale',
  unproven: 'unproven',
  'not-applicable': 'not applicable',
  'harness-error': 'our fault',
};

/** Live progress: one line that renews itself on a terminal, a plain line now and then elsewhere. */
export function openProgress(
  terminal: Terminal,
  total: number,
  env: Readonly<Record<string, string | undefined>>,
): Progress {
  const counts = new Map<Verdict, number>();
  const live = terminal.isTTY === true && env['CI'] === undefined && env['TERM'] !== 'dumb';
  const quiet = env['DCR_QUIET'] === '1';
  const started = Date.now();
  let done = 0;
  let last = 0;
  const line = (address: string): string => {
    const tally = [...counts].map(([verdict, count]) => `${String(count)} ${words[verdict]}`).join(', ');
    const rest = done === 0 ? 0 : ((Date.now() - started) / done) * (total - done);
    const estimate = rest > 2000 ? `, about ${String(Math.ceil(rest / 1000))} s left` : '';
    return `[${String(done)}/${String(total)}] ${tally}${estimate}  ${address}`;
  };
  return {
    done: (record) => {
      done += 1;
      counts.set(record.verdict, (counts.get(record.verdict) ?? 0) + 1);
      if (quiet) return;
      const now = Date.now();
      if (live && now - last > 80) {
        terminal.write(`\r\u001b[2K${line(record.address).slice(0, (terminal.columns ?? 100) - 1)}`);
        last = now;
      } else if (!live && (now - last > 5000 || done === total)) {
        terminal.write(`${line('')}\n`);
        last = now;
      }
    },
    finish: () => {
      if (live && !quiet) terminal.write('\r\u001b[2K');
    },
  };
}
