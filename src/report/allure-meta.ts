import { createHash } from 'node:crypto';
import { failureMessage, ruleWithSource, worstFinding } from '../evidence/failure-text.js';
import { oneLine, visible } from '../evidence/visible.js';
import type { CaseRecord, Verdict } from '../nouns/finding.js';
import type { Json } from '../nouns/json.js';
import { plain } from '../scenario/markdown.js';
import { labelsOf, linksOf } from './allure-labels.js';
import { insecureNotice, type LedgerHeader } from './ledger-file.js';

export type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped';

/** Everything about a case that Allure's result has a place for, beside its steps. */
export interface AllureMeta {
  /** The rule that the case shows, then row and flow: what a reader looks for in the tree. */
  readonly name: string;
  readonly fullName: string;
  readonly testCaseId: string;
  readonly historyId: string;
  readonly titlePath: readonly string[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly type: string; readonly name: string; readonly url: string }[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Markdown. */
  readonly description: string;
  readonly status: AllureStatus;
  readonly statusDetails: { readonly message?: string; readonly trace?: string };
}

/** The part of a run's header that Allure shows. */
export type AllureContext = Pick<LedgerHeader, 'ledger' | 'standard' | 'target' | 'again'>;

const STATUS: Readonly<Record<Verdict, AllureStatus>> = {
  passed: 'passed',
  warned: 'passed',
  waived: 'passed',
  failed: 'failed',
  stale: 'failed',
  unproven: 'broken',
  'harness-error': 'broken',
  'not-applicable': 'skipped',
};

/**
 * A case's place in Allure: epic = profile and edition, feature = chapter, story = rule of the first covered requirement
 * (the others are labels and links).
 * Ids come from profile and address alone, so that rewording a title or moving a file keeps the history.
 * `describe` gives the Markdown of `explain`.
 */
export function allureMeta(
  record: CaseRecord,
  context: AllureContext,
  describe: (record: CaseRecord) => string = ({ title }) => `${plain(title)}.`,
): AllureMeta {
  const requirements = context.ledger.requirements.filter(({ id }) => record.covers.includes(id));
  const id = hash(`${record.profile}/${record.address}`);
  return {
    name: oneLine(`${record.title}${rowOf(record)}`),
    fullName: `${record.profile}/${record.address}`,
    testCaseId: id,
    historyId: hash(`${context.target.name}/${id}`),
    titlePath: [record.profile, ...record.chapter.path.split('/')],
    labels: labelsOf(record, requirements, context),
    links: linksOf(record, requirements, context),
    parameters: [
      ...Object.entries(record.row).map(([name, value]) => ({ name, value: show(value) })),
      { name: 'flow', value: record.flow },
    ],
    description: `${context.target.insecure === true ? `**${insecureNotice}**\n\n` : ''}${visible(describe(record))}`,
    status: STATUS[record.verdict],
    statusDetails: detailsOf(record, context),
  };
}

/**
 * Categories of Allure 3 (`categories.rules`), told apart by the label `verdict`; failures are grouped by the
 * requirement that is not met.
 */
export const allureCategories = [
  {
    id: 'not-met',
    name: 'Requirement not met',
    matchers: { labels: { verdict: '^failed$' } },
    ...byRequirement(),
  },
  { id: 'warning', name: 'Warning', matchers: { labels: { verdict: '^warned$' } }, ...byRequirement() },
  { id: 'waived', name: 'Waived', matchers: { labels: { verdict: '^waived$' } }, ...byRequirement() },
  { id: 'stale', name: 'Stale waiver', matchers: { labels: { verdict: '^stale$' } }, groupByMessage: true },
  { id: 'unproven', name: 'Unproven', matchers: { labels: { verdict: '^unproven$' } }, groupByMessage: true },
  {
    id: 'harness-error',
    name: 'Our fault',
    matchers: { labels: { verdict: '^harness-error$' } },
    groupByMessage: true,
  },
] as const;

function byRequirement() {
  return { groupBy: [{ label: 'unmet' }], groupByMessage: false, expand: true } as const;
}

function detailsOf(record: CaseRecord, context: AllureContext): AllureMeta['statusDetails'] {
  if (record.verdict === 'passed') return {};
  if (record.verdict === 'not-applicable')
    return { message: oneLine(record.cause ?? 'not applicable to this target') };
  const finding = worstFinding(record);
  const requirement = context.ledger.requirements.find(({ id }) => id === finding?.requirement);
  const judged = record.verdict === 'failed' || record.verdict === 'warned' || record.verdict === 'waived';
  // One message per broken rule, so that Allure groups; the whole block is the trace.
  const message =
    judged && finding !== undefined && requirement !== undefined
      ? `${ruleWithSource(requirement)}\nexpected ${finding.expected}\nactual ${finding.actual}`
      : (record.cause ?? finding?.actual ?? record.verdict);
  return { message: oneBlock(message), trace: failureMessage(record, context) };
}

function oneBlock(text: string): string {
  return text
    .split('\n')
    .map((line) => oneLine(line))
    .join('\n');
}

function rowOf({ row, address }: CaseRecord): string {
  const label = /\[(.*)\]@/.exec(address)?.[1];
  return label === undefined || Object.keys(row).length === 0 ? '' : ` [${label}]`;
}

function show(value: Json): string {
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
