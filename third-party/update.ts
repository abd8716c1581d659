import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { groupBy } from '../src/report/group-by.js';
import type { SummaryFinding } from '../src/report/summary.js';
import { placeOf } from './compare.js';
import type { Examination } from './examine.js';
import { readExpected, type Expected, type ExpectedFinding } from './server.js';

/**
 * Expected findings brought in line with a run: places that did not show are dropped, new ones are added as entries
 * whose `did` and `why` are empty, which the next run refuses until a person has written them.
 */
export function updated(
  expected: Expected,
  { summary, version }: Omit<Examination, 'server' | 'comparison'>,
): Expected {
  const left = new Map(
    summary.findings.map((finding) => [`${groupOf(finding)}: ${placeOf(finding)}`, finding] as const),
  );
  const kept = expected.findings.map((entry) => ({
    ...entry,
    cases: entry.cases.filter(
      (place) => left.delete(`${groupOf(entry)}: ${place}`) || entry.steady === false,
    ),
  }));
  const silent = new Set(summary.causes.flatMap(({ cases }) => cases));
  const gaps = expected.unproven.map((gap) => ({
    ...gap,
    cases: gap.cases.filter((one) => silent.delete(one)),
  }));
  const causes = summary.causes
    .map(({ cases }) => ({ why: '', cases: cases.filter((one) => silent.has(one)) }))
    .filter(({ cases }) => cases.length > 0);
  return {
    version,
    verdict: summary.verdict,
    passed: summary.cases.passed,
    ...(expected.leavesClients === undefined ? {} : { leavesClients: expected.leavesClients }),
    findings: [...kept, ...grouped([...left.values()])].filter(({ cases }) => cases.length > 0),
    unproven: [...gaps.filter(({ cases }) => cases.length > 0), ...causes],
  };
}

/** Writes the file again. Comments in it are lost: what is to be kept belongs into `did` and `why`. */
export function writeUpdated(examination: Examination): void {
  const path = join(examination.server.folder, 'findings.yaml');
  const text = stringify(updated(readExpected(examination.server), examination), { lineWidth: 110 });
  writeFileSync(path, text);
}

function groupOf({ requirement, verdict }: Pick<SummaryFinding, 'requirement' | 'verdict'>): string {
  return `${requirement} ${verdict}`;
}

function grouped(findings: readonly SummaryFinding[]): readonly ExpectedFinding[] {
  return [...groupBy(findings, groupOf).values()].map((group) => ({
    requirement: group[0]?.requirement ?? '',
    verdict: group[0]?.verdict === 'unmet' ? 'unmet' : 'warned',
    did: '',
    why: '',
    cases: group.map(placeOf),
  }));
}
