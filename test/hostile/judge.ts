import type { CaseRecord } from '../../src/nouns/finding.js';
import type { Trial } from './catalogue.js';
import { addresses, limits } from './lane.js';
import type { RunReport, TidyReport } from './worker.js';

/** What was seen of a trial; a text says why a worker did not even report. */
export interface Observation {
  readonly ran: RunReport | string;
  readonly tidied: TidyReport | string;
  /** software_ids that the holder still has after the clean-up. */
  readonly held: readonly string[];
  /** Requests that the stranger saw. */
  readonly visits: readonly string[];
}

/** A line of the table. */
export interface Outcome {
  readonly trial: Trial;
  readonly seconds: number;
  readonly peakMb: number;
  readonly left: number;
  /** What is wrong with how the harness took it; none when all is right. */
  readonly wrong: readonly string[];
  /** Verdicts and causes, for whoever looks into it. */
  readonly told: readonly string[];
  /** It was attempted a second time, with longer deadlines. */
  readonly again?: true;
}

/** Most memory that a trial may take, MB: an idle harness takes a good 150. */
export const mostMb = 400;

/** Holds what was seen against what was due. */
export function judge(trial: Trial, { ran, tidied, held, visits }: Observation): Outcome {
  if (typeof ran === 'string') {
    return { trial, seconds: limits.trialMs / 1000, peakMb: 0, left: held.length, wrong: [ran], told: [] };
  }
  const tidyFaults =
    typeof tidied === 'string'
      ? [`cleanup: ${tidied}`]
      : [
          ...(tidied.crash === undefined ? [] : [`cleanup crashed: ${tidied.crash}`]),
          ...untold(held, [...ran.told, ...tidied.told]),
          ...(tidied.open > 0 ? [`the journal still knows ${tidied.open} after the clean-up`] : []),
        ];
  return {
    trial,
    seconds: ran.durationMs / 1000,
    peakMb: ran.peakMb,
    left: held.length,
    wrong: [
      ...(ran.crash === undefined ? [] : [`crash: ${ran.crash}`]),
      ...(ran.peakMb > mostMb ? [`it took ${ran.peakMb} MB`] : []),
      ...verdictFaults(trial, ran),
      ...(trial.behaviour.address === undefined && visits.length > 0
        ? [`the stranger was visited: ${visits.join(', ')}`]
        : []),
      ...visits
        .filter((visit) => visit.includes('Authorization'))
        .map((visit) => `a token went to a stranger: ${visit}`),
      ...tidyFaults,
    ],
    told: [
      `doctor: ${ran.doctor ?? 'all sound'}`,
      ...(ran.preflight === undefined ? [] : [`pre-flight: ${ran.preflight}`]),
      ...ran.records.map((record) => `${record.verdict} ${record.address}: ${causeOf(record)}`),
    ],
  };
}

/** What is left has to be said: the answer to a registration may be lost, or name a client_id that is none. */
function untold(held: readonly string[], told: readonly string[]): readonly string[] {
  const silent = held.filter((softwareId) => !told.includes(softwareId));
  return silent.length === 0
    ? []
    : [`${silent.length} of ${held.length} registrations are left and nobody was told`];
}

function verdictFaults({ behaviour, due, place }: Trial, ran: RunReport): readonly string[] {
  const record = (address: string): CaseRecord | undefined =>
    ran.records.find((one) => one.address === address);
  const life = record(addresses.life);
  const refusal = record(addresses.refusals[place]);
  const elsewhere = record(addresses.elsewhere);
  if (due.kind === 'harmless') {
    return [
      ...(ran.preflight === undefined ? [] : [`no run began: ${ran.preflight}`]),
      ...ran.records
        .filter(({ verdict }) => verdict !== 'passed' && verdict !== 'warned')
        .map((one) => `${one.address} is ${one.verdict}: ${causeOf(one)}`),
    ];
  }
  const named = (text: string | undefined, what: string): readonly string[] =>
    text === undefined
      ? [`${what} says nothing is wrong`]
      : due.cause.test(text)
        ? []
        : [`${what} names another cause: ${text}`];
  if (ran.records.length === 0) {
    // Management that fails stops no run: the doctor only advises.
    const doctor = place === 'management' ? [] : named(ran.doctor, 'the doctor');
    return [...named(ran.preflight, 'the pre-flight'), ...doctor];
  }
  const expected = [
    'unproven',
    ...(due.kind === 'silent' ? [] : ['failed']),
    // What a document does not offer cannot be tested.
    ...(place === 'discovery' ? ['not-applicable'] : []),
  ];
  const target = place === 'jwks' ? record(addresses.keys) : life;
  return [
    ...(target !== undefined && expected.includes(target.verdict)
      ? named(causeOf(target), target.address)
      : [
          `${target?.address ?? 'the life cycle'} is ${target?.verdict ?? 'not there'}, not ${expected.join(' or ')}`,
        ]),
    ...(place === 'jwks' ||
    (behaviour.refusesStill ?? []).includes(place) ||
    (refusal !== undefined && ['failed', 'unproven'].includes(refusal.verdict))
      ? []
      : [
          `the refusal is ${refusal?.verdict ?? 'not there'}: ${refusal === undefined ? '' : causeOf(refusal)}`,
        ]),
    ...(place === 'discovery' || elsewhere?.verdict === 'passed' || isWhole(ran)
      ? []
      : [`${addresses.elsewhere} is ${elsewhere?.verdict ?? 'not there'}: other cases do not go on`]),
  ];
}

/** Whether the holder has gone away altogether, so that no case can pass. */
const isWhole = ({ records }: RunReport): boolean =>
  records.every((one) => /ECONNREFUSED|VERIFY|SELF_SIGNED|unable to/.test(causeOf(one)));

/** Everything that a reader is told about why a case is not green. */
export function causeOf({ cause, findings }: CaseRecord): string {
  const unmet = findings
    .filter(({ verdict }) => verdict !== 'met')
    .map(({ expected, actual }) => `${expected} → ${actual}`);
  return [...(cause === undefined ? [] : [cause]), ...unmet].join(' | ');
}
