import type { Case } from '../nouns/case.js';
import { lastExchange } from '../nouns/exchange.js';
import type { CaseRecord, ControlRecord } from '../nouns/finding.js';
import { redactorFor } from '../evidence/redact.js';
import { judgeCase } from '../judge/judge-case.js';
import type { Bench } from '../judge/judge.js';
import { expectsRefusal } from '../scenario/refusal.js';
import type { ControlResult, Controls } from '../recipient/controls.js';
import { perform, type DoneStep, type Performance } from '../recipient/perform.js';
import type { World } from '../recipient/scene.js';
import { blankRecord } from './blank-record.js';
import type { PlanHead } from './plan-file.js';
import type { Plugins } from './plugins.js';

/** What one worker needs to run cases. */
export interface Stage {
  readonly plan: PlanHead;
  readonly plugins: Plugins;
  readonly world: World;
  readonly controls: Controls;
  readonly bench: Bench;
  /** `YYYY-MM-DD`, for waivers. */
  readonly today: string;
}

/** Why a case cannot say anything about this target; undefined when it can. */
export function inapplicable(one: Case, stage: Pick<Stage, 'world'>): string | undefined {
  if (!one.applicable.yes) return one.applicable.reason;
  for (const need of one.needs) {
    const capability = stage.world.facts.capabilities[need];
    if (capability?.has === true) continue;
    return `needs ${need}: ${capability?.because ?? 'the target file does not state this capability'}`;
  }
  return undefined;
}

/**
 * Capabilities that were only presumed, and that the unbroken request shows to be absent: a method that is answered with
 * 405 or 501 is not supported (RFC 9110 sections 15.5.6 and 15.6.2). Asked of the target once, and of no other cases.
 */
async function shownAbsent(one: Case, { world, controls }: Stage): Promise<string | undefined> {
  for (const need of one.needs) {
    const action = world.facts.capabilities[need]?.unless;
    if (action === undefined) continue;
    const { status, summary } = await controls.of(action, one.flow);
    if (status === 405 || status === 501) return `needs ${need}: ${summary}`;
  }
  return undefined;
}

/** Performs a case, redacts what was seen, judges it, and says the verdict. */
export async function conduct(one: Case, stage: Stage): Promise<CaseRecord> {
  const started = stage.world.now();
  const before = performance.now();
  const blank = blankRecord(one, started);
  const reason = inapplicable(one, stage) ?? (await shownAbsent(one, stage));
  if (reason !== undefined) return { ...blank, verdict: 'not-applicable', cause: reason };
  const done = await perform(one, stage.world, stage.plugins.actions);
  const controls = await gatherControls(one, done, stage);
  // From here on only evidence counts: what is judged is what is stored, so it can be judged again.
  const evidence = redactPerformance(done);
  const { target } = stage.plan;
  const judged = judgeCase({ address: one.address, controls, ...evidence }, done.cause, {
    bench: stage.bench,
    waivers: target.waivers.map((waiver) => ({ ...waiver, file: target.file })),
    today: stage.today,
  });
  return {
    ...blank,
    ...judged,
    ...evidence,
    controls,
    leftBehind: done.leftBehind,
    durationMs: Math.round(performance.now() - before),
  };
}

/** Evidence and expectations without secrets; both alike, so that a token still equals itself. */
function redactPerformance(done: Performance): Required<Pick<CaseRecord, 'expected' | 'steps'>> {
  const raw = [...done.given, ...done.steps.flatMap(({ record }) => record ?? [])];
  const redactor = redactorFor(raw, done.secrets);
  return {
    expected: done.steps.map(({ step, expectations, cause }) => ({
      step: step.name,
      expectations: expectations.map((one) => ({ ...one, args: redactor.args(one.args) })),
      ...(cause === undefined ? {} : { cause }),
    })),
    steps: raw.map((record) => redactor.step(record)),
  };
}

/** Sends the controls that the case's refusals need, and confirmations for steps that got no answer. */
async function gatherControls(one: Case, done: Performance, stage: Stage): Promise<readonly ControlRecord[]> {
  const records: ControlRecord[] = [];
  for (const step of done.steps) {
    const action = stage.plugins.actions.get(step.step.action)?.control;
    if (action === undefined || step.record === undefined) continue;
    if (one.control.kind !== 'none' && expectsRefusal(step.expectations)) {
      const result =
        one.control.kind === 'with'
          ? await stage.controls.edited(action, one.flow, one.control.edits)
          : await stage.controls.of(action, one.flow);
      records.push(recordOf('control', step, result));
    }
    if (gotNoAnswer(step)) {
      records.push(recordOf('confirmation', step, await stage.controls.again(action, one.flow)));
    }
  }
  return records;
}

function recordOf(
  kind: ControlRecord['kind'],
  { step }: DoneStep,
  { action, accepted, summary }: ControlResult,
): ControlRecord {
  return { kind, step: step.name, action, accepted, summary };
}

function gotNoAnswer({ record }: DoneStep): boolean {
  return record !== undefined && lastExchange(record)?.outcome.kind === 'no-answer';
}
