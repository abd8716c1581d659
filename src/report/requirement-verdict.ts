import type { CaseRecord, Finding } from '../nouns/finding.js';
import type { Flow, Requirement } from '../nouns/requirement.js';
import type { RunLedger } from './ledger-file.js';

/** What a run shows of one requirement. */
export type RequirementVerdict =
  'met' | 'warned' | 'not-met' | 'waived' | 'not-shown' | 'not-applicable' | 'untestable' | 'self-check';

export interface RequirementResult {
  readonly requirement: Requirement;
  readonly verdict: RequirementVerdict;
  /** Why, where the cases alone do not say it. */
  readonly reason?: string;
  /** The records of every case that covers it, applicable or not. */
  readonly cases: readonly CaseRecord[];
}

/** The verdict on every requirement of a run's ledger, in the ledger's order. */
export function judgeRequirements(run: RunLedger): readonly RequirementResult[] {
  const covering = new Map<string, CaseRecord[]>();
  for (const record of run.cases) {
    for (const id of new Set([...record.covers, ...record.findings.flatMap(({ covers }) => covers)])) {
      covering.set(id, [...(covering.get(id) ?? []), record]);
    }
  }
  const own = run.header.ledger.requirements.map((requirement) =>
    judgeRequirement(requirement, covering.get(requirement.id) ?? [], run),
  );
  // What cannot be told apart from a neighbour shares its fate.
  return own.map((result) => {
    const { merged } = result.requirement;
    const neighbour = own.find(({ requirement }) => requirement.id === merged?.into);
    return merged === undefined || neighbour === undefined || result.cases.length > 0
      ? result
      : {
          ...neighbour,
          requirement: result.requirement,
          reason: `judged with ${merged.into}: ${merged.because}`,
        };
  });
}

function judgeRequirement(
  requirement: Requirement,
  cases: readonly CaseRecord[],
  run: RunLedger,
): RequirementResult {
  const result = (verdict: RequirementVerdict, reason?: string): RequirementResult => ({
    requirement,
    verdict,
    cases,
    ...(reason === undefined ? {} : { reason }),
  });
  const observed = cases.map((record) => observe(requirement, record));
  const count = (what: Observation): number => observed.filter((seen) => seen === what).length;

  // What was seen speaks louder than what the ledger expected to be visible.
  if (count('unmet') > 0) return result('not-met');
  if (count('waived') > 0) return result('waived', excuses(cases));
  if (requirement.selfCheck || requirement.obliged !== 'holder') {
    return result(
      'self-check',
      `binds the ${requirement.obliged}, whom the harness plays; its own tests show it`,
    );
  }
  if (requirement.untestable !== undefined) return result('untestable', requirement.untestable);
  const elsewhere = outOfScope(requirement, run.header.standard.asOf, run.header.flows);
  if (elsewhere !== undefined) return result('not-applicable', elsewhere);
  if (cases.length === 0) return result('not-shown', 'no case of this run covers it');
  if (count('nothing') > 0)
    return result('not-shown', `${count('nothing')} of ${cases.length} cases showed nothing`);
  if (count('warned') > 0) return result('warned');
  if (count('met') > 0) return result('met');
  return result(
    'not-applicable',
    cases.find(({ cause }) => cause !== undefined)?.cause ?? 'no case applies to this target',
  );
}

type Observation = 'met' | 'warned' | 'unmet' | 'waived' | 'nothing' | 'not-applicable';

/** What one case says of one requirement, worst first; a case that was not proven says nothing (design law 3). */
function observe(requirement: Requirement, record: CaseRecord): Observation {
  if (record.verdict === 'not-applicable') return 'not-applicable';
  if (record.verdict === 'unproven' || record.verdict === 'harness-error') return 'nothing';
  const findings = record.findings.filter(
    (finding) => finding.requirement === requirement.id || finding.covers.includes(requirement.id),
  );
  const unmet = findings.filter(({ verdict }) => verdict === 'unmet');
  if (unmet.length > 0 && record.verdict === 'waived') return 'waived';
  if (unmet.some((finding) => weight(finding, requirement) === 'fail')) return 'unmet';
  if (findings.length === 0 || findings.some(({ verdict }) => verdict === 'unproven')) return 'nothing';
  return unmet.some((finding) => weight(finding, requirement) === 'warn') ? 'warned' : 'met';
}

/** An expectation may cover several requirements: a violation weighs no more than each one's own severity. */
function weight(finding: Finding, { severity }: Requirement): 'fail' | 'warn' | 'info' {
  const order = ['info', 'warn', 'fail'] as const;
  return order[Math.min(order.indexOf(finding.severity), order.indexOf(severity))] ?? 'info';
}

/** Why a requirement does not bind this target on this day; undefined when it does. */
function outOfScope(requirement: Requirement, asOf: string, flows: readonly Flow[]): string | undefined {
  if (requirement.from > asOf) return `binds from ${requirement.from}; the run is as of ${asOf}`;
  if (requirement.until !== undefined && requirement.until < asOf) return `ended on ${requirement.until}`;
  if (requirement.flow === 'any' || flows.length === 0 || flows.includes(requirement.flow)) return undefined;
  return `binds the ${requirement.flow} flow, which the target does not offer`;
}

function excuses(cases: readonly CaseRecord[]): string {
  return [...new Set(cases.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver.reason])))].join(
    '; ',
  );
}
