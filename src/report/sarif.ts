import { ruleWithSource } from '../evidence/failure-text.js';
import { oneLine, visible } from '../evidence/visible.js';
import type { PlacedWaiver } from '../judge/verdict.js';
import type { CaseRecord, Finding } from '../nouns/finding.js';
import { linkTo, type Requirement } from '../nouns/requirement.js';
import type { Place } from '../nouns/place.js';
import { idleWaivers, idleWaiverText } from './idle-waivers.js';
import { insecureNotice, type RunLedger } from './ledger-file.js';

/**
 * The run as SARIF 2.1.0 (OASIS), for code scanning views: a rule per requirement, a result per expectation that did
 * not hold, at its line of the scenario, and one per stale waiver. Waived results are suppressed; what was not shown is
 * `open`.
 */
export function sarif(run: RunLedger): object {
  const { header, cases, complete } = run;
  const results = [...cases.flatMap(resultsOf), ...idleWaivers(run).map(idleResult)];
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const rules = header.ledger.requirements.filter(({ id }) => used.has(id));
  const ids = [...rules.map(({ id }) => id), ...(used.has(staleWaiver.id) ? [staleWaiver.id] : [])];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: header.tool.name,
            version: header.tool.version,
            rules: [
              ...rules.map((requirement) => ruleOf(requirement, run)),
              ...(used.has(staleWaiver.id) ? [staleWaiver] : []),
            ],
          },
        },
        automationDetails: { id: `${header.profile}/${header.target.name}/` },
        invocations: [
          {
            executionSuccessful: complete,
            startTimeUtc: header.started,
            ...(header.target.insecure === true
              ? { toolExecutionNotifications: [{ level: 'error', message: { text: insecureNotice } }] }
              : {}),
          },
        ],
        results: results.map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId) ?? -1 })),
      },
    ],
  };
}

const levels = { fail: 'error', warn: 'warning', info: 'note' } as const;

function ruleOf(requirement: Requirement, { header }: RunLedger): object {
  const [clause] = requirement.place;
  const link = clause === undefined ? undefined : linkTo(header.ledger, clause);
  return {
    id: requirement.id,
    shortDescription: { text: requirement.rule },
    fullDescription: { text: ruleWithSource(requirement) },
    ...(link !== undefined ? { helpUri: link } : {}),
    defaultConfiguration: { level: levels[requirement.severity] },
    properties: { verb: requirement.verb, group: requirement.group },
  };
}

/** No requirement of the standard: that waivers go when they are not needed is a rule of ours. */
const staleWaiver = {
  id: 'stale-waiver',
  shortDescription: { text: 'A waiver excuses what still deviates, until its last day.' },
  defaultConfiguration: { level: 'error' },
} as const;

type Result = Readonly<Record<string, unknown>> & { readonly ruleId: string };

function resultsOf(record: CaseRecord): readonly Result[] {
  if (record.verdict === 'unproven' || record.verdict === 'harness-error') {
    const ruleId = record.covers[0];
    const text = `${record.address}: nothing was shown: ${record.cause ?? record.verdict}`;
    return ruleId === undefined
      ? []
      : [result(record.address, { ruleId, at: record.at, text, kind: 'open', level: 'none' })];
  }
  const unmetOnes = record.findings
    .filter(({ verdict, severity }) => verdict === 'unmet' && severity !== 'info')
    .map((finding) => unmet(record, finding));
  if (record.verdict !== 'stale') return unmetOnes;
  const text = `${record.address}: ${record.cause ?? record.verdict}`;
  return [stale(record.address, record.at, text), ...unmetOnes];
}

function idleResult(waiver: PlacedWaiver): Result {
  return stale(waiver.case, { ...waiver, column: 1 }, idleWaiverText(waiver));
}

function stale(address: string, at: Place, text: string): Result {
  return result(address, { ruleId: staleWaiver.id, at, text, kind: 'fail', level: 'error' });
}

function unmet(record: CaseRecord, finding: Finding): Result {
  const { requirement, severity, expected, actual, at, step } = finding;
  return {
    ...result(record.address, {
      ruleId: requirement,
      at,
      text: `${record.address}, ${step}: expected ${expected}, actual ${actual}`,
      kind: 'fail',
      level: levels[severity],
    }),
    ...(record.verdict === 'waived'
      ? { suppressions: [{ kind: 'external', justification: record.waiver?.reason ?? 'waived' }] }
      : {}),
    partialFingerprints: {
      'caseAndCheck/v1': `${record.profile}/${record.address} ${step}.${finding.check}`,
    },
  };
}

interface Statement {
  readonly ruleId: string;
  readonly at: Place;
  readonly text: string;
  readonly kind: 'fail' | 'open';
  readonly level: 'error' | 'warning' | 'note' | 'none';
}

function result(address: string, { ruleId, at, text, kind, level }: Statement): Result {
  return {
    ruleId,
    kind,
    level,
    message: { text: withoutLinks(oneLine(text, 1000)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(at.file) },
          region: { startLine: at.line, startColumn: at.column },
        },
        logicalLocations: [{ fullyQualifiedName: address, kind: 'member' }],
      },
    ],
  };
}

/** Segment by segment: a colon in the first one would make a scheme of it (RFC 3986 section 4.2). */
function relativeUri(path: string): string {
  return visible(path).split('/').map(encodeURIComponent).join('/');
}

/** Viewers make a link of `[text](address)` also in plain text, unless its bracket is escaped (SARIF 2.1.0 section 3.11.6). */
function withoutLinks(text: string): string {
  return text.includes('](') ? text.replaceAll('[', '\\[') : text;
}
