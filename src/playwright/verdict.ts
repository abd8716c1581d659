import type { TestInfo } from '@playwright/test';

import { failureMessage } from '../evidence/failure-text.js';
import type { CaseRecord } from '../nouns/finding.js';
import type { Plan } from '../nouns/case.js';
import { worstFinding } from '../evidence/failure-text.js';
import { environment } from './environment.js';

/**
 * Name of the attachment, and type of the annotation, that carries a case's record from the worker to the reporter. An
 * attachment is a step of its own to Playwright, and travels twice; an annotation does neither, but other reporters would print it.
 */
export const recordName = 'dcr-record';
/** Type of the annotation that marks an expected failure as a verdict. */
export const verdictAnnotation = 'dcr-verdict';

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
export function tellVerdict(record: CaseRecord, plan: Plan, testInfo: TestInfo, root: string): void {
  const ourReporterHears = process.env[environment.verdicts] === String(process.ppid);
  const text = JSON.stringify(record);
  if (ourReporterHears) testInfo.annotations.push({ type: recordName, description: text });
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

function explain(record: CaseRecord): string {
  const finding = worstFinding(record);
  if (record.verdict === 'waived') return record.waiver?.reason ?? 'waived';
  return finding === undefined
    ? ''
    : `${finding.check}: expected ${finding.expected}, actual ${finding.actual}`;
}

/** An error whose stack names the YAML, so that Playwright shows the line that the author wrote. */
function verdictError(record: CaseRecord, plan: Plan, root: string, name: string): Error {
  const message = failureMessage(record, plan.ledger);
  const at = worstFinding(record)?.at ?? record.at;
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}\n    at ${record.address} (${root}/${at.file}:${String(at.line)}:${String(at.column)})`;
  return error;
}
