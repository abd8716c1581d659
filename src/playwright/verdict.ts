import type { TestInfo } from '@playwright/test';

import { failureMessage, worstFinding, type FailureContext } from '../evidence/failure-text.js';
import type { CaseRecord } from '../nouns/finding.js';
import { environment } from './environment.js';
import type { Slip, Spool, SpoolReader } from './spool.js';

/** Name of the attachment that carries a case's record to reporters that are not ours. */
const recordName = 'dcr-record';
/**
 * Type of the annotation that carries a case's record from the worker to our reporter: where it lies in the worker's spool, or,
 * where that could not be written, the record itself. An attachment would be a step of its own to Playwright, and travel twice.
 */
const recordAnnotation = 'dcr-record';
/** Type of the annotation that marks an expected failure as a verdict. */
const verdictAnnotation = 'dcr-verdict';

const errorNames = {
  failed: 'Unmet',
  stale: 'Stale',
  unproven: 'Unproven',
  'harness-error': 'HarnessError',
} as const;

/**
 * Tells Playwright a verdict. A red one is declared an expected failure, so that the worker lives on (a restart costs
 * half a second); our reporter, which comes first, declares it unexpected again before anyone counts. Where our
 * reporter does not run, the process ids differ and the failure stays a plain one: slower, never green.
 */
export function tellVerdict(
  record: CaseRecord,
  plan: FailureContext,
  testInfo: TestInfo,
  { root, spool }: { readonly root: string; readonly spool: () => Spool },
): void {
  const ourReporterHears = process.env[environment.verdicts] === String(process.ppid);
  const text = JSON.stringify(record);
  if (ourReporterHears)
    testInfo.annotations.push({ type: recordAnnotation, description: spooled(text, spool) });
  else {
    testInfo.attachments.push({
      name: recordName,
      contentType: 'application/json',
      body: Buffer.from(text, 'utf8'),
    });
  }
  switch (record.verdict) {
    case 'passed':
      return;
    case 'warned':
    case 'waived':
      testInfo.annotations.push({ type: record.verdict, description: explain(record) });
      return;
    case 'not-applicable':
      testInfo.skip(true, record.cause ?? 'not applicable');
      return;
    case 'failed':
    case 'stale':
    case 'unproven':
    case 'harness-error':
      if (ourReporterHears) {
        testInfo.annotations.push({ type: verdictAnnotation, description: record.verdict });
        testInfo.expectedStatus = 'failed';
      }
      throw verdictError(record, plan, root, errorNames[record.verdict]);
  }
}

/** A disk that is full is the reporter's to tell: the ledger lies there as well. */
function spooled(text: string, spool: () => Spool): string {
  try {
    return JSON.stringify(spool().put(text));
  } catch {
    return text;
  }
}

/** Takes a case's record, as JSON, from the annotations of its test, and our other annotations with it. */
export function takeRecord(
  lists: readonly TestAnnotation[][],
  spools: SpoolReader | undefined,
): { readonly text: string | undefined; readonly isVerdict: boolean } {
  const ours = lists.flatMap((list) => removeWhere(list, ({ type }) => ourTypes.has(type)));
  const told = ours.find(({ type }) => type === recordAnnotation)?.description;
  return {
    text: told?.startsWith('[') === true ? spools?.read(JSON.parse(told) as Slip) : told,
    isVerdict: ours.some(({ type }) => type === verdictAnnotation),
  };
}

type TestAnnotation = TestInfo['annotations'][number];

const ourTypes: ReadonlySet<string> = new Set([recordAnnotation, verdictAnnotation]);

/** Removes, and says what was removed. */
function removeWhere<Item>(list: Item[], unwanted: (item: Item) => boolean): readonly Item[] {
  const removed = list.filter(unwanted);
  if (removed.length > 0) list.splice(0, list.length, ...list.filter((item) => !unwanted(item)));
  return removed;
}

function explain(record: CaseRecord): string {
  const finding = worstFinding(record);
  if (record.verdict === 'waived') return record.waiver?.reason ?? 'waived';
  return finding === undefined
    ? ''
    : `${finding.check}: expected ${finding.expected}, actual ${finding.actual}`;
}

/** An error whose stack names the YAML, so that Playwright shows the line that the author wrote. */
function verdictError(record: CaseRecord, plan: FailureContext, root: string, name: string): Error {
  const message = failureMessage(record, plan);
  const at = worstFinding(record)?.at ?? record.at;
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}\n    at ${record.address} (${root}/${at.file}:${String(at.line)}:${String(at.column)})`;
  return error;
}
