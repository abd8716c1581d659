import type { CaseRecord } from '../nouns/finding.js';
import { progressLine } from '../report/progress.js';
import type { Paper } from '../report/terminal-layout.js';

export interface Progress {
  done(record: CaseRecord): void;
  /** Takes the live line away. */
  finish(): void;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Width and colour of a terminal; NO_COLOR, FORCE_COLOR and CI are honoured. */
export function paperOf(terminal: Terminal, env: Environment): Paper {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const colour =
    forced || (terminal.isTTY === true && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb');
  return { width: Math.max(40, Math.min(terminal.columns ?? 100, 160)), colour };
}

/** Milliseconds between two renewals of the live line, and between two plain lines. */
const intervals = { live: 100, plain: 5000 } as const;

/** Live progress: one line that renews itself on a terminal, a plain line now and then elsewhere. */
export function openProgress(terminal: Terminal, total: number, env: Environment): Progress {
  const paper = paperOf(terminal, env);
  const live = terminal.isTTY === true && env['CI'] === undefined && env['TERM'] !== 'dumb';
  const quiet = env['DCR_QUIET'] === '1';
  const started = Date.now();
  const counts = { done: 0, failed: 0, unproven: 0 };
  let last = started;
  return {
    done: (record) => {
      counts.done += 1;
      if (record.verdict === 'failed' || record.verdict === 'stale') counts.failed += 1;
      if (record.verdict === 'unproven' || record.verdict === 'harness-error') counts.unproven += 1;
      const now = Date.now();
      if (quiet || now - last < (live ? intervals.live : intervals.plain)) return;
      last = now;
      const line = progressLine(
        { ...counts, total, elapsedMs: now - started, current: record.address },
        paper,
      );
      terminal.write(live ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    finish: () => {
      if (live && !quiet) terminal.write('\r\u001b[2K');
    },
  };
}
