import { oneLine } from '../evidence/visible.js';
import type { Exchange, StepRecord } from '../nouns/exchange.js';
import { lastExchange } from '../nouns/exchange.js';
import type { CaseRecord, ControlRecord, Finding } from '../nouns/finding.js';
import type { Place } from '../nouns/place.js';
import type { Ledger } from '../nouns/requirement.js';
import { evidenceOf, exchangeAttachment, type AllureAttachment } from './allure-attachments.js';
import type { AllureStatus } from './allure-meta.js';

/** One step of a case, as Allure shows it. Times are milliseconds since the epoch. */
export interface AllureStep {
  readonly name: string;
  readonly status: AllureStatus;
  readonly attachments: readonly AllureAttachment[];
  readonly steps: readonly AllureStep[];
  readonly place: Place;
  readonly start?: number;
  readonly stop?: number;
  readonly message?: string;
}

/** A step per action with its evidence; below it a step per expectation and per control. Then what was left behind. */
export function allureSteps(record: CaseRecord, ledger: Pick<Ledger, 'requirements'>): readonly AllureStep[] {
  const known = new Set(record.steps.map(({ name }) => name));
  const stray = record.findings.filter(({ step }) => !known.has(step));
  return [
    ...record.steps.map((step) => actionStep(step, record, ledger)),
    ...stray.map((finding) => findingStep(finding, record, ledger)),
    ...record.controls.filter(({ step }) => !known.has(step)).map((control) => controlStep(control, record)),
    ...record.leftBehind.map(({ clientId, reason }) => ({
      name: `left behind: registration ${oneLine(clientId)} (${oneLine(reason)})`,
      status: 'broken' as const,
      ...bare(record.at),
    })),
  ];
}

function actionStep(step: StepRecord, record: CaseRecord, ledger: Pick<Ledger, 'requirements'>): AllureStep {
  const findings = record.findings.filter((finding) => finding.step === step.name);
  const steps = [
    ...findings.map((finding) => findingStep(finding, record, ledger)),
    ...record.controls
      .filter((control) => control.step === step.name)
      .map((control) => controlStep(control, record)),
  ];
  const exchange = lastExchange(step) ?? step.exchanges.at(-1);
  return {
    name: titleOf(step, exchange),
    status: worst(steps.map(({ status }) => status)),
    attachments: [
      ...step.exchanges.map(exchangeAttachment),
      ...evidenceOf(step, exchange, record.verdict !== 'passed'),
    ],
    steps,
    place: findings[0]?.at ?? record.at,
    ...spanOf(step.exchanges),
  };
}

/** `again: register → 201`. */
function titleOf(step: StepRecord, exchange: Exchange | undefined): string {
  const action = step.name === step.action ? step.action : `${step.name}: ${step.action}`;
  const who = step.by === 'self' ? '' : ` as ${step.by}`;
  const outcome = exchange?.outcome;
  const came =
    outcome === undefined
      ? 'nothing sent'
      : outcome.kind === 'answer'
        ? String(outcome.status)
        : `no answer (${outcome.code})`;
  return oneLine(`${action}${who} → ${came}`);
}

function findingStep(finding: Finding, record: CaseRecord, ledger: Pick<Ledger, 'requirements'>): AllureStep {
  const rule = ledger.requirements.find(({ id }) => id === finding.requirement)?.rule ?? finding.requirement;
  const held = finding.verdict === 'met';
  const word = held
    ? ''
    : finding.verdict === 'unproven'
      ? 'unproven: '
      : finding.severity === 'fail'
        ? ''
        : 'warning: ';
  return {
    name: oneLine(
      `${word}${finding.check}: expected ${finding.expected}${held ? '' : `, actual ${finding.actual}`}`,
    ),
    status: statusOf(finding, record),
    ...bare(finding.at),
    ...(held ? {} : { message: oneLine(rule) }),
  };
}

function controlStep({ kind, accepted, summary }: ControlRecord, record: CaseRecord): AllureStep {
  return { name: oneLine(`${kind}: ${summary}`), status: accepted ? 'passed' : 'broken', ...bare(record.at) };
}

/** A warning or a waived finding does not turn a green case's step red. */
function statusOf(finding: Finding, record: CaseRecord): AllureStatus {
  if (finding.verdict === 'met') return 'passed';
  if (finding.verdict === 'unproven') return 'broken';
  return finding.severity === 'fail' && record.verdict !== 'waived' ? 'failed' : 'passed';
}

function spanOf(exchanges: readonly Exchange[]): { readonly start?: number; readonly stop?: number } {
  const [first] = exchanges;
  const last = exchanges.at(-1);
  if (first === undefined || last === undefined) return {};
  return { start: Date.parse(first.started), stop: Math.ceil(Date.parse(last.started) + last.durationMs) };
}

function worst(statuses: readonly AllureStatus[]): AllureStatus {
  return (['failed', 'broken'] as const).find((status) => statuses.includes(status)) ?? 'passed';
}

function bare(place: Place): {
  readonly attachments: readonly [];
  readonly steps: readonly [];
  readonly place: Place;
} {
  return { attachments: [], steps: [], place };
}
