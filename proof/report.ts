import type { Expected } from './expected.js';
import type { FaultResult, VariationResult } from './prove.js';

export interface Proof {
  readonly full: boolean;
  /** Only some faults were measured: what was never seen red says nothing then. */
  readonly partial: boolean;
  readonly faults: readonly FaultResult[];
  readonly variations: readonly VariationResult[];
  /** Names of all expectations, with the ids of the requirements that they cover. */
  readonly expectations: ReadonlyMap<string, readonly string[]>;
  /** Requirements that some expectation covers. */
  readonly covered: readonly { readonly id: string; readonly number: string }[];
  /** Expectations that came or went since the inventory was pinned. */
  readonly inventory: readonly string[];
  /** What the lists in `proof/faults/` say. */
  readonly expected: readonly Expected[];
  /** Groups of the ledger, in its order. */
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  /** Group of a requirement, by its number in the catalogue. */
  readonly groupOf: (number: string) => string | undefined;
  /** Requirements that no fault can break, with the reason: what `proof/never-red.yaml` says. */
  readonly excused: ReadonlyMap<string, string>;
}

export interface ProofVerdict {
  readonly sound: boolean;
  readonly faults: number;
  readonly found: number;
  readonly exact: number;
  readonly silent: readonly { readonly fault: string; readonly reason: string }[];
  readonly variations: number;
  readonly falseAlarms: number;
  readonly checksNeverRed: readonly string[];
  readonly requirementsNeverRed: readonly string[];
  readonly expectationsNeverRed: number;
  readonly expectations: number;
  readonly troubles: readonly string[];
}

/** Sensitivity (faults found, exactly as listed) and specificity (variations without a false alarm). */
export function judgeProof(proof: Proof): ProofVerdict {
  const names = [...new Set(proof.faults.map(({ fault }) => fault.name))];
  const of = (name: string): readonly FaultResult[] =>
    proof.faults.filter(({ fault }) => fault.name === name);
  const found = names.filter((name) => of(name).some(({ heard }) => heard.length > 0));
  const exact = found.filter((name) =>
    of(name).every(({ missing, surplus }) => missing.length === 0 && surplus.length === 0),
  );
  const silent = proof.expected.flatMap(({ fault, silent: reason }) =>
    reason === undefined ? [] : [{ fault, reason }],
  );
  const red = new Set(proof.expected.flatMap(({ speaks }) => Object.values(speaks).flat()).map(plain));
  const all = [...proof.expectations.keys()];
  const never = all.filter((name) => !red.has(name));
  const checkOf = (name: string): string => /\.([a-z-]+)(?:#\d+)?$/.exec(name)?.[1] ?? name;
  const redChecks = new Set(all.filter((name) => red.has(name)).map(checkOf));
  const checksNeverRed = [...new Set(all.map(checkOf))].filter((check) => !redChecks.has(check));
  const broken = new Set(
    all.filter((name) => red.has(name)).flatMap((name) => proof.expectations.get(name) ?? []),
  );
  const requirementsNeverRed = proof.covered
    .map(({ id }) => id)
    .filter((id) => !broken.has(id) && !proof.excused.has(id));
  const brokenYetExcused = [...proof.excused.keys()].filter((id) => broken.has(id));
  const alarming = proof.variations.filter((result) => result.falseAlarms.length > 0);
  const falseAlarms = new Set(alarming.map(({ variation }) => variation.name)).size;
  const troubles = [
    ...proof.faults.flatMap(({ fault, target, missing, surplus }) => [
      ...missing.map((name) => `${fault.name} on ${target}: silent, though listed: ${name}`),
      ...surplus.map((name) => `${fault.name} on ${target}: spoke, though not listed: ${name}`),
    ]),
    ...alarming.flatMap(({ variation, target, falseAlarms: alarms }) =>
      alarms.map((name) => `variation ${variation.name} on ${target}: false alarm: ${name}`),
    ),
    ...names
      .filter((name) => !found.includes(name) && !silent.some(({ fault }) => fault === name))
      .map((name) => `${name}: nothing hears it; add a case, or say 'silent' in proof/faults/${name}.yaml`),
    ...(proof.partial ? [] : checksNeverRed).map(
      (check) => `the check '${check}' was never seen red: add a fault in holder/faults/`,
    ),
    ...(proof.partial ? [] : requirementsNeverRed).map(
      (id) =>
        `the requirement '${id}' was never seen red: add a fault in holder/faults/, or its reason to proof/never-red.yaml`,
    ),
    ...(proof.partial ? [] : brokenYetExcused).map(
      (id) => `the requirement '${id}' is broken by a fault: take it out of proof/never-red.yaml`,
    ),
    ...proof.inventory,
  ];
  return {
    sound: troubles.length === 0,
    faults: names.length,
    found: found.length,
    exact: exact.length,
    silent,
    variations: new Set(proof.variations.map(({ variation }) => variation.name)).size,
    falseAlarms,
    checksNeverRed,
    requirementsNeverRed,
    expectationsNeverRed: never.length,
    expectations: all.length,
    troubles,
  };
}

/** A voice without its severity: the expectation's name. */
function plain(voice: string): string {
  return voice.replace(/ \((fail|warn|info)\)$/, '');
}

export function printProof(proof: Proof, verdict: ProofVerdict): string {
  const shown = verdict.troubles.slice(0, 60);
  const more = verdict.troubles.length - shown.length;
  const advice = proof.variations.flatMap(({ variation, target, advice: voices }) =>
    voices.map((voice) => `variation ${variation.name} on ${target}: ${voice}`),
  );
  return [
    `faults ${String(verdict.faults)}, found ${String(verdict.found)}, exactly as listed ${String(verdict.exact)}` +
      (verdict.silent.length > 0 ? `, silent with a reason ${String(verdict.silent.length)}` : ''),
    `variations ${String(verdict.variations)}, with false alarms ${String(verdict.falseAlarms)}`,
    ...(advice.length > 0 ? [`advice to variations ${String(advice.length)}`] : []),
    ...(proof.partial
      ? []
      : [
          `checks never seen red ${String(verdict.checksNeverRed.length)}`,
          `requirements never seen red ${String(verdict.requirementsNeverRed.length)} of ${String(proof.covered.length)}`,
          `expectations never seen red ${String(verdict.expectationsNeverRed)} of ${String(verdict.expectations)}`,
        ]),
    ...shown.map((trouble) => `  ${trouble}`),
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
    ...advice.slice(0, 60).map((voice) => `  ${voice}`),
    '',
  ].join('\n');
}
