import type { Applicability, Case } from '../nouns/case.js';
import { ScenarioError } from '../nouns/errors.js';
import type { Flow, Ledger, Requirement } from '../nouns/requirement.js';
import type {
  Applies,
  Chapter,
  ControlRule,
  Expectation,
  FlowRule,
  Row,
  Scenario,
  Step,
} from '../nouns/scenario.js';
import type { Target } from '../nouns/target.js';
import { makersIn, replaceEach, replaceEachIn } from '../scenario/value-maker.js';
import { outsideWindow } from './window.js';

/** What of a target decides which cases there are. */
export type Claims = Pick<Target, 'asOf' | 'flows'>;

/** Every case of the book for a target: scenarios x rows x flows, in the order of the book. */
export function expand(chapters: readonly Chapter[], ledger: Ledger, target: Claims): readonly Case[] {
  const requirements = new Map(ledger.requirements.map((requirement) => [requirement.id, requirement]));
  return chapters.flatMap((chapter) =>
    chapter.scenarios.flatMap((scenario) =>
      scenario.rows.flatMap((row) =>
        flowsOf(scenario.applies.flows, target.flows).map((flow) =>
          makeCase({ chapter, scenario, row, flow, target, requirements }),
        ),
      ),
    ),
  );
}

interface Making {
  readonly chapter: Chapter;
  readonly scenario: Scenario;
  readonly row: Row;
  readonly flow: Flow;
  readonly target: Claims;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

function makeCase(making: Making): Case {
  const { chapter, scenario, row, flow, target } = making;
  const written = scenario.steps.map((step) => fillStep(step, row, scenario));
  const binding = written.map((step) => ({
    ...step,
    expect: step.expect.flatMap((one) => binds(one, making)),
  }));
  const outside = whyNot(scenario.applies, written, making);
  const steps = outside === undefined ? binding : written;
  const label = row.label === '' ? '' : `[${row.label}]`;
  const applicable: Applicability = outside === undefined ? { yes: true } : { yes: false, reason: outside };
  return {
    address: `${chapter.path}/${scenario.id}${label}@${flow}`,
    profile: chapter.profile,
    chapter: { path: chapter.path, title: chapter.title },
    scenario: scenario.id,
    title: scenario.title,
    row: row.values,
    flow,
    covers: [...new Set(steps.flatMap(({ expect }) => expect.flatMap(({ covers }) => covers)))],
    needs: [...scenario.applies.needs, ...(target.flows === undefined ? [`flow-${flow}`] : [])],
    given: scenario.given,
    steps,
    control: fillControl(scenario.control, row),
    cleanup: scenario.cleanup,
    applicable,
    at: scenario.at,
  };
}

/** Flows that a scenario runs with. An unknown claim is settled at run time, by the capability `flow-...`. */
function flowsOf(rule: FlowRule, claimed: readonly Flow[] | undefined): readonly Flow[] {
  if (rule === 'any') return [claimed?.[0] ?? 'code'];
  if (rule === 'each') return claimed ?? ['code', 'hybrid'];
  return [rule];
}

/** Why a case says nothing about this target on this day; undefined when it does. */
function whyNot(applies: Applies, steps: readonly Step[], making: Making): string | undefined {
  const { flow, target } = making;
  const window = outsideWindow(applies, target.asOf);
  if (window !== undefined) return window;
  if (target.flows !== undefined && !target.flows.includes(flow))
    return `the target does not offer the ${flow} flow`;
  const reasons = steps.flatMap(({ expect }) => expect.map((one) => whyUnbound(one.covers[0] ?? '', making)));
  if (reasons.includes(undefined)) return undefined;
  return reasons.length === 0 ? 'expects nothing' : [...new Set(reasons)].join('; ');
}

/** The expectation with the requirements that bind here and now, or nothing when its first one does not. */
function binds(expectation: Expectation, making: Making): readonly Expectation[] {
  const [first] = expectation.covers;
  if (first === undefined || whyUnbound(first, making) !== undefined) return [];
  return [
    { ...expectation, covers: expectation.covers.filter((id) => whyUnbound(id, making) === undefined) },
  ];
}

function whyUnbound(id: string, { requirements, target, flow }: Making): string | undefined {
  const requirement = requirements.get(id);
  if (requirement === undefined) return `the ledger does not hold the requirement '${id}'`;
  if (requirement.flow !== 'any' && requirement.flow !== flow)
    return `${id} binds only the ${requirement.flow} flow`;
  return outsideWindow(requirement, target.asOf);
}

/** The step for one row. Raises ScenarioError when it asks for a name that the row does not have. */
function fillStep(step: Step, row: Row, scenario: Scenario): Step {
  const filled: Step = {
    ...step,
    with: replaceEachIn(step.with, row.values),
    args: replaceEachIn(step.args, row.values),
    expect: step.expect.map((expectation) => ({
      ...expectation,
      args: replaceEach(expectation.args, row.values),
    })),
  };
  const left = [filled.with, filled.args, ...filled.expect.map(({ args }) => args)]
    .flatMap(makersIn)
    .find(({ name }) => name === 'each');
  if (left === undefined) return filled;
  throw new ScenarioError(
    step.at,
    `'$each: ${String(left.arg)}' names no value of a row of '${scenario.id}'`,
  );
}

function fillControl(control: ControlRule, row: Row): ControlRule {
  return control.kind === 'with'
    ? { kind: 'with', edits: replaceEachIn(control.edits, row.values) }
    : control;
}
