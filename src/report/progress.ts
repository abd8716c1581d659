import { oneLine } from '../evidence/visible.js';
import { fit, ink, type Paper } from './terminal-layout.js';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Cases so far that are red: failed or stale. */
  readonly failed: number;
  /** Cases so far that showed nothing. */
  readonly unproven: number;
  readonly elapsedMs: number;
  /** Address of the case that ended last. */
  readonly current?: string;
}

/** The line that is rewritten while a run goes on: bar, counts, estimated rest, current case. One line, never wider. */
export function progressLine(progress: Progress, paper: Paper): string {
  const { done, total, failed, unproven, elapsedMs, current } = progress;
  const cells = paper.width < 60 ? 10 : 24;
  const filled = total === 0 ? 0 : Math.min(cells, Math.round((done / total) * cells));
  const restMs = done === 0 ? undefined : (elapsedMs / done) * (total - done);
  const facts = [
    `${done}/${total}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unproven > 0 ? [`${unproven} unproven`] : []),
    ...(restMs === undefined || done >= total ? [] : [`${Math.ceil(restMs / 1000)} s left`]),
    ...(current === undefined ? [] : [oneLine(current)]),
  ].join('  ');
  const bar = `${'█'.repeat(filled)}${'░'.repeat(cells - filled)}`;
  return `${ink(paper, failed > 0 ? 'red' : 'green', bar)} ${fit(facts, Math.max(10, paper.width - cells - 1))}`;
}
