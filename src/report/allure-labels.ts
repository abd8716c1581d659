import { worstFinding } from '../evidence/failure-text.js';
import { oneLine } from '../evidence/visible.js';
import type { CaseRecord } from '../nouns/finding.js';
import { linkTo, type Requirement, type Severity } from '../nouns/requirement.js';
import { isWebUrl } from '../nouns/safe-url.js';
import type { AllureContext, AllureMeta } from './allure-meta.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { fail: 'critical', warn: 'normal', info: 'minor' };

/** Labels by which Allure builds its trees, its filters and our categories. */
export function labelsOf(
  record: CaseRecord,
  requirements: readonly Requirement[],
  context: AllureContext,
): AllureMeta['labels'] {
  const worst = (['fail', 'warn', 'info'] as const).find((level) =>
    requirements.some(({ severity }) => severity === level),
  );
  const unmet = record.findings.some(({ verdict }) => verdict === 'unmet') ? worstFinding(record) : undefined;
  const label = (name: string, ...values: readonly string[]) =>
    values.map((value) => ({ name, value: oneLine(value) }));
  return [
    ...label('epic', `${context.ledger.title} ${context.standard.version}`),
    ...label('feature', record.chapter.title),
    // One story only: Allure's tree counts a case once per story, and its totals must be true.
    ...label(
      'story',
      (requirements.find(({ id }) => id === record.covers[0]) ?? requirements[0])?.rule ?? record.title,
    ),
    ...label('severity', SEVERITIES[worst ?? 'info']),
    ...label('flow', record.flow),
    ...label('verdict', record.verdict),
    ...label('requirement', ...record.covers),
    // Allure groups a category by one value.
    ...label('unmet', ...(unmet === undefined ? [] : [unmet.requirement])),
    ...label(
      'tag',
      ...(['warned', 'waived', 'stale', 'unproven'].includes(record.verdict) ? [record.verdict] : []),
    ),
  ];
}

/** A link per clause of each covered requirement, and the issue of a waiver. */
export function linksOf(
  record: CaseRecord,
  requirements: readonly Requirement[],
  { ledger }: AllureContext,
): AllureMeta['links'] {
  const links = requirements.flatMap((requirement) =>
    requirement.place.flatMap((clause) => {
      const url = linkTo(ledger, clause);
      return url === undefined
        ? []
        : [{ type: 'spec', name: `${clause.doc} ${clause.clause} (${requirement.verb})`, url }];
    }),
  );
  const issue = record.waiver?.issue;
  if (issue !== undefined && isWebUrl(issue)) links.push({ type: 'issue', name: issue, url: issue });
  return [...new Map(links.map((link) => [`${link.name} ${link.url}`, link])).values()];
}
