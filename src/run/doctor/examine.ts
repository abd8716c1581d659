import { Unproven } from '../../nouns/errors.js';
import type { Facts } from '../../nouns/facts.js';
import { advertised } from '../../nouns/facts.js';
import type { Flow } from '../../nouns/requirement.js';
import { cleanUp } from '../../recipient/clean-up.js';
import type { ControlResult } from '../../recipient/controls.js';
import { dialectOf } from '../../recipient/dialects/index.js';
import type { Journal } from '../../recipient/scene.js';
import { ProxyFault } from '../../recipient/proxy-fault.js';
import type { Ground } from '../ground.js';
import type { Plugins } from '../plugins.js';
import type { Checkup, Examined, Patient } from './checkup.js';
import { faulty, type Checked } from './diagnosis.js';
import { discoveryChecks } from './discovery-checks.js';
import { endpointReachCheck, networkChecks } from './network-checks.js';
import { plainChecks } from './plain-checks.js';
import { publicUrlCheck } from './public-url-check.js';
import { registrationChecks } from './registration-checks.js';

/** Every check of a CDR target whose file and keys are in order, each after what it depends on. */
const cdrChecks: readonly Checkup[] = [
  publicUrlCheck,
  ...networkChecks,
  ...discoveryChecks,
  endpointReachCheck,
  ...registrationChecks,
];
const checksByProfile: Readonly<Record<string, readonly Checkup[]>> = { rfc7591: plainChecks };

/** The checks that make sense for a profile. */
export function checkupsOf(profile: string): readonly Checkup[] {
  return checksByProfile[profile] ?? cdrChecks;
}

export interface ExamineOptions {
  readonly plugins: Plugins;
  readonly journal: Journal;
  /** Flow of the registration that is tried; by default the first that the target offers. */
  readonly flow?: Flow;
  /** Ends at the first fault that blocks a run. */
  readonly stopAtFirst?: boolean;
  readonly onChecked?: (checked: Checked) => void;
}

export interface Examination {
  readonly checked: readonly Checked[];
  readonly facts?: Facts;
  /** The accepted life cycle, when all of it was accepted: the controls of a run. */
  readonly controls?: { readonly flow: Flow; readonly results: readonly ControlResult[] };
}

/** Examines a target check by check; what depends on a faulty one is not attempted. Leaves no registration behind. */
export async function examine(ground: Ground, options: ExamineOptions): Promise<Examination> {
  const { plugins, journal, onChecked = () => undefined } = options;
  const checkups = checkupsOf(ground.target.profile);
  let patient: Patient = { ground, plugins, journal, flow: options.flow ?? 'code', accepted: new Map() };
  const checked: Checked[] = [];
  try {
    for (const checkup of checkups) {
      const { finding, learnt } = await examineOne(checkup, checkups, patient, checked);
      patient = { ...patient, ...learnt };
      if (options.flow === undefined && learnt?.facts !== undefined) {
        patient = { ...patient, flow: offeredFlow(ground, learnt.facts) };
      }
      const { id, title, blocks } = checkup;
      const held = checked.find((one) => isHeld(one, checkups));
      // What the target says of our keys only follows from a public URL that leads nowhere.
      const follows = id === 'reached' && finding.state === 'faulty' && held !== undefined;
      const one: Checked = {
        id,
        title,
        blocks,
        finding: follows ? { state: 'not-attempted', because: `it needs '${held.title}'` } : finding,
      };
      checked.push(one);
      onChecked(isHeld(one, checkups) ? asAdvice(one) : one);
      const ends = blocks && finding.state === 'faulty' && checkup.provisional !== true;
      if (ends && options.stopAtFirst === true) break;
    }
  } finally {
    if (patient.scene !== undefined) await cleanUp(patient.scene, plugins.actions);
  }
  const controls = controlsFrom(patient);
  return {
    checked: settleProvisional(checked, checkups, patient),
    ...(patient.facts === undefined ? {} : { facts: patient.facts }),
    ...(controls === undefined ? {} : { controls }),
  };
}

async function examineOne(
  checkup: Checkup,
  checkups: readonly Checkup[],
  patient: Patient,
  checked: readonly Checked[],
): Promise<Examined> {
  const missing = checkup.needs.find((id) => {
    const state = checked.find((one) => one.id === id)?.finding.state;
    return state !== 'sound' && state !== 'advice';
  });
  if (missing !== undefined) {
    const because = `it needs '${checkups.find(({ id }) => id === missing)?.title ?? missing}'`;
    return { finding: { state: 'not-attempted', because } };
  }
  try {
    return await checkup.examine(patient);
  } catch (error) {
    if (!(error instanceof Unproven)) throw error;
    if (error instanceof ProxyFault) return { finding: faulty(error.trouble) };
    return { finding: faulty({ ...causeOf(error), evidence: `while checking that ${checkup.title}` }) };
  }
}

/** What the wire and the actions throw: a rate limit, or a request that could not even be made. */
function causeOf({ message }: Unproven) {
  if (message.includes('left in the pool'))
    return {
      fault: 'pool-used-up',
      cause: message,
      cure: 'an answer about the SSA: let the holder trust that Register; about a duplicate: remove the registration there',
    } as const;
  return message.includes('limits the rate')
    ? ({
        fault: 'rate-limited',
        cause: message,
        cure: 'ask the holder for a higher rate for this harness, or lower limits.requestsPerSecond',
      } as const)
    : ({ fault: 'no-answer', cause: message, cure: "see the holder's log" } as const);
}

/** Our public URL may be closed to ourselves (a router that does not turn round) and open to the target. */
function settleProvisional(
  checked: readonly Checked[],
  checkups: readonly Checkup[],
  { accepted }: Patient,
): readonly Checked[] {
  return accepted.has('register')
    ? checked.map((one) => (isHeld(one, checkups) ? asAdvice(one) : one))
    : checked;
}

function isHeld({ id, finding }: Checked, checkups: readonly Checkup[]): boolean {
  return finding.state === 'faulty' && checkups.find((one) => one.id === id)?.provisional === true;
}

function asAdvice(one: Checked): Checked {
  return one.finding.state === 'faulty' ? { ...one, finding: { ...one.finding, state: 'advice' } } : one;
}

function offeredFlow({ target }: Ground, facts: Facts): Flow {
  const [first] = target.flows ?? [];
  if (first !== undefined) return first;
  const types = advertised(facts, 'response_types_supported');
  return types.includes('code id_token') && !types.includes('code') ? 'hybrid' : 'code';
}

function controlsFrom({ ground, accepted, flow }: Patient): Examination['controls'] {
  const lifeCycle = dialectOf(ground.target.profile).lifeCycle.map(({ action }) => action);
  if (!lifeCycle.every((action) => accepted.has(action))) return undefined;
  const results = lifeCycle.map((action) => ({
    action,
    accepted: true,
    summary: `the same ${action} request, unbroken, was accepted (${String(accepted.get(action))}) before the first case`,
  }));
  return { flow, results };
}
