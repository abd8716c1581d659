import { failureMessage } from '../evidence/failure-text.js';
import { oneLine } from '../evidence/visible.js';
import type { Verdict } from '../nouns/finding.js';
import { idleWaivers, idleWaiverText } from './idle-waivers.js';
import type { RunLedger } from './ledger-file.js';

const statuses: Readonly<Record<Verdict, 'passed' | 'failed' | 'skipped' | 'other'>> = {
  passed: 'passed',
  warned: 'passed',
  waived: 'passed',
  failed: 'failed',
  stale: 'failed',
  unproven: 'other',
  'harness-error': 'other',
  'not-applicable': 'skipped',
};

/** The run in the Common Test Report Format (ctrf.io); what was not shown is `other`, never passed. */
export function ctrf(run: RunLedger): object {
  const { header, cases, footer } = run;
  const start = Date.parse(header.started);
  const judged = cases.map((record) => ({
    name: record.address,
    status: statuses[record.verdict],
    duration: Math.round(record.durationMs),
    suite: record.chapter.path.split('/'),
    filePath: record.at.file,
    line: record.at.line,
    rawStatus: record.verdict,
    tags: [...record.covers],
    ...(statuses[record.verdict] === 'failed' || statuses[record.verdict] === 'other'
      ? { message: oneLine(record.cause ?? record.title), trace: failureMessage(record, header) }
      : {}),
  }));
  const waivers = idleWaivers(run).map((waiver) => ({
    name: waiver.case,
    status: statuses.stale,
    duration: 0,
    suite: ['waivers'],
    filePath: waiver.file,
    line: waiver.line,
    rawStatus: 'stale',
    tags: [],
    message: oneLine(idleWaiverText(waiver)),
  }));
  const tests = [...judged, ...waivers];
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: {
      tool: header.tool,
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        pending: 0,
        skipped: count('skipped'),
        other: count('other'),
        start,
        stop: footer === undefined ? start : Date.parse(footer.finished),
      },
      tests,
    },
  };
}
