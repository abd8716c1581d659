import { readFileSync, writeFileSync } from 'node:fs';

import { isAlarm } from './prove.js';
import type { Proof, ProofVerdict } from './report.js';

/** `docs/proof.md`: both rates, and a line per fault and variation. */
export function writeProofPage(proof: Proof, verdict: ProofVerdict, path: string): void {
  const names = [...new Set(proof.faults.map(({ fault }) => fault.name))].sort();
  const faultRows = names.map((name) => {
    const expected = proof.expected.find(({ fault }) => fault === name);
    const voices = Object.values(expected?.speaks ?? {}).flat();
    const fault = proof.faults.find((result) => result.fault.name === name)?.fault;
    const alarms = voices.filter(isAlarm).length;
    return row([
      name,
      fault?.description ?? '',
      (fault?.breaks ?? []).join(', '),
      voices.length === 0
        ? `not heard: ${expected?.silent ?? ''}`
        : `${String(alarms)} failures, ${String(voices.length - alarms)} warnings`,
    ]);
  });
  const variationRows = [
    ...new Map(proof.variations.map((result) => [result.variation.name, result.variation])).values(),
  ].map((variation) => row([variation.name, variation.description, variation.allowedBy]));
  const lines = [
    '# Proof that it bites and that it does not cry wolf',
    '',
    'Written by `npm run proof`; nothing to edit here. Every fault of the reference holder lists in `proof/faults/` exactly',
    'the expectations that must speak; the proof fails when one stays silent or another one speaks. No conformant',
    'variation may set off a failure or leave anything unproven.',
    '',
    row(['measure', 'value']),
    row(['---', '---:']),
    row(['faults', verdict.faults]),
    row(['found', verdict.found]),
    row(['exactly as listed', verdict.exact]),
    row(['conformant variations', verdict.variations]),
    row(['variations with a false alarm', verdict.falseAlarms]),
    row(['checks never seen red', verdict.checksNeverRed.length]),
    row(['requirements covered by an expectation', proof.covered.length]),
    row(['requirements never seen red', verdict.requirementsNeverRed.length]),
    row(['expectations', verdict.expectations]),
    row(['expectations never seen red', verdict.expectationsNeverRed]),
    '',
    '## By group of the standard',
    '',
    'A fault belongs to the group of the first requirement that it breaks; a case under a variation to the group of the',
    'first requirement that it covers.',
    '',
    row(['group', 'faults', 'found', 'cases under variations', 'false alarms']),
    row(['---', '---:', '---:', '---:', '---:']),
    ...groupRows(proof),
    '',
    '## Faults',
    '',
    row(['fault', 'what the holder gets wrong', 'breaks', 'heard as']),
    row(['---', '---', '---', '---']),
    ...faultRows,
    '',
    '## Conformant variations',
    '',
    row(['variation', 'what the holder does differently', 'allowed by']),
    row(['---', '---', '---']),
    ...variationRows,
    '',
    ...(verdict.requirementsNeverRed.length === 0
      ? []
      : [
          '## Requirements that no fault has broken yet',
          '',
          ...verdict.requirementsNeverRed.map((id) => `- ${id}`),
          '',
        ]),
    ...(proof.excused.size === 0
      ? []
      : [
          '## Requirements that no fault can break',
          '',
          row(['requirement', 'why']),
          row(['---', '---']),
          ...[...proof.excused].map((pair) => row(pair)),
          '',
        ]),
  ];
  writeFileSync(path, lines.join('\n'));
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.map(String).join(' | ')} |`;

function groupRows({ faults, variations, groups, groupOf }: Proof): readonly string[] {
  const distinct = [...new Map(faults.map((result) => [result.fault.name, result.fault])).values()];
  const heard = new Set(faults.flatMap(({ fault, heard }) => (heard.length > 0 ? [fault.name] : [])));
  return groups.map(({ id, title }) => {
    const own = distinct.filter(({ breaks: [first = ''] }) => groupOf(first) === id);
    const tallies = variations.flatMap(({ byGroup }) => byGroup.get(id) ?? []);
    return row([
      title,
      own.length,
      own.filter(({ name }) => heard.has(name)).length,
      tallies.reduce((sum, { cases }) => sum + cases, 0),
      tallies.reduce((sum, { alarms }) => sum + alarms, 0),
    ]);
  });
}

const LINE = /<!-- proof -->[\s\S]*?<!-- \/proof -->/;

/** The README's one line about the proof; `test/proof-line.test.ts` keeps it true. */
export function proofLine(figures: ProofFigures): string {
  const { faults, found, exact, variations, falseAlarms } = figures;
  return (
    `<!-- proof -->\n\n**Proof:** ${String(faults)} faulty holders, ${String(found)} found, ${String(exact)} exactly as listed; ` +
    `${String(variations)} conformant variations, ${String(falseAlarms)} with a false alarm.\n\n<!-- /proof -->`
  );
}

export type ProofFigures = Pick<ProofVerdict, 'faults' | 'found' | 'exact' | 'variations' | 'falseAlarms'>;

/** Puts the line between its two marks. */
export function writeProofLine(path: string, figures: ProofFigures): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(LINE, proofLine(figures)));
}
