import { HarnessError } from '../nouns/errors.js';
import { lastExchange, type StepRecord } from '../nouns/exchange.js';
import type { Facts } from '../nouns/facts.js';
import type { ControlRecord, Finding } from '../nouns/finding.js';
import type { JsonObject, Json } from '../nouns/json.js';
import type { Check, JsonSchema, Judgement, Seen } from '../nouns/plugin.js';
import type { Ledger, Requirement, Severity } from '../nouns/requirement.js';
import type { Expectation } from '../nouns/scenario.js';

/** What a judgement needs beside the evidence. */
export interface Bench {
  readonly checks: ReadonlyMap<string, Check>;
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly facts: Facts;
}

/** A step's evidence and what is expected of it; `cause` says why the step was not done. */
export interface Evidence {
  readonly step: string;
  readonly expectations: readonly Expectation[];
  readonly record: StepRecord | undefined;
  readonly cause?: string;
}

/** The bench for one profile's ledger. */
export function openBench(
  checks: ReadonlyMap<string, Check>,
  ledger: Ledger,
  schemas: ReadonlyMap<string, JsonSchema>,
  facts: Facts,
): Bench {
  return {
    checks,
    requirements: new Map(ledger.requirements.map((requirement) => [requirement.id, requirement])),
    schemas,
    facts,
  };
}

/** Judges the steps of a case; pure, so a stored ledger can be judged again to the same findings. */
export function judgeSteps(
  evidence: readonly Evidence[],
  given: readonly StepRecord[],
  controls: readonly ControlRecord[],
  bench: Bench,
): readonly Finding[] {
  const records = [...given, ...evidence.flatMap(({ record }) => record ?? [])];
  return evidence.flatMap((one) =>
    one.expectations
      .filter((expectation) => isDue(expectation, bench))
      .map((expectation) => judgeOne(expectation, one, records, controls, bench)),
  );
}

/** An expectation that nothing could ever break is none: it would count as met, and as never seen red. */
function isDue({ check, covers: [id = ''] }: Expectation, { checks, requirements }: Bench): boolean {
  const requirement = requirements.get(id);
  return requirement === undefined || checks.get(check)?.due?.(requirement) !== false;
}

function judgeOne(
  expectation: Expectation,
  evidence: Evidence,
  records: readonly StepRecord[],
  controls: readonly ControlRecord[],
  bench: Bench,
): Finding {
  const [requirementId = ''] = expectation.covers;
  const requirement = bench.requirements.get(requirementId);
  if (requirement === undefined) throw new HarnessError(`the ledger has no requirement '${requirementId}'`);
  const judgement = weigh(expectation, requirement, evidence, records, controls, bench);
  const because = expectation.because;
  return {
    step: evidence.step,
    check: expectation.check,
    requirement: requirementId,
    covers: expectation.covers,
    severity: severityOf(expectation, requirement),
    verdict: judgement.met === true ? 'met' : judgement.met === false ? 'unmet' : 'unproven',
    expected: judgement.expected,
    actual: judgement.actual,
    ...(because === undefined ? {} : { because }),
    at: expectation.at,
  };
}

const rank: Readonly<Record<Severity, number>> = { fail: 2, warn: 1, info: 0 };

/** The milder of the expectation's and the requirement's severity, unless the ledger gives an exercise its own. */
function severityOf({ severity }: Expectation, requirement: Requirement): Severity {
  if (severity === undefined) return requirement.severity;
  if (requirement.exercises.some((exercise) => exercise.severity === severity)) return severity;
  return rank[severity] < rank[requirement.severity] ? severity : requirement.severity;
}

function weigh(
  expectation: Expectation,
  requirement: Requirement,
  evidence: Evidence,
  records: readonly StepRecord[],
  controls: readonly ControlRecord[],
  bench: Bench,
): Judgement {
  const { record } = evidence;
  if (record === undefined) {
    const expected = explainCheck(bench.checks, expectation.check, expectation.args);
    return { met: 'unproven', expected, actual: evidence.cause ?? 'the step was not done' };
  }
  const own = controls.filter((control) => control.step === record.name);
  const judgeCheck = (check: string, args: Json): Judgement => {
    const plugin = bench.checks.get(check);
    if (plugin === undefined) throw new HarnessError(`no check is called '${check}'`);
    return plugin.judge(args, seen);
  };
  const seen: Seen = {
    step: record,
    steps: records,
    facts: bench.facts as unknown as JsonObject,
    schema: (name) => bench.schemas.get(name),
    confirmed: own.some((control) => control.kind === 'confirmation' && control.accepted),
    requirement,
    judgeCheck,
  };
  const judgement = judgeCheck(expectation.check, expectation.args);
  const broken = own.find((control) => control.kind === 'control' && !control.accepted);
  // A refusal proves nothing while the unbroken request is refused as well; an unmet expectation stands.
  if (judgement.met === true && broken !== undefined) {
    return { ...judgement, met: 'unproven', actual: `${judgement.actual}; but ${broken.summary}` };
  }
  // Success that was due, and no answer came. A connection that the target broke, while the confirmation got through, is
  // its doing. A time-out is not: the deadline is ours and no standard's, and between slow and silent lies nothing that one
  // request could tell apart from a slow network. A target that hangs on one valid request is red all the same: unproven.
  const outcome = lastExchange(record)?.outcome;
  if (judgement.met === 'unproven' && outcome?.kind === 'no-answer' && seen.confirmed) {
    return outcome.phase === 'time-out'
      ? { ...judgement, actual: `${judgement.actual}; ${lateWhileConfirmed}` }
      : { ...judgement, met: false };
  }
  return judgement;
}

const lateWhileConfirmed =
  'a valid request sent after it was accepted, so the target is slow, or silent for this request alone: send it by hand ' +
  '(replay), or raise limits.requestMs';

/** A check's argument in words. */
export function explainCheck(checks: ReadonlyMap<string, Check>, check: string, args: Json): string {
  return (
    checks.get(check)?.explain(args, (other, otherArgs) => explainCheck(checks, other, otherArgs)) ?? check
  );
}
