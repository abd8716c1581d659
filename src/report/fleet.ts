import type { Matrix } from './matrix.js';
import { groupBy } from './group-by.js';
import { pageDocument } from './page/document.js';
import { html, type Html } from './page/html.js';
import { REQUIREMENT_MARKS, sign } from './page/verdict-marks.js';
import type { RequirementVerdict } from './requirement-verdict.js';
import { totalOf, type Summary } from './summary.js';

/** One target of a fleet; without reports it could not be run. */
export interface FleetReport {
  readonly name: string;
  /** Folder of its reports, relative to the fleet's. */
  readonly folder: string;
  readonly code: number;
  readonly summary?: Summary;
  readonly matrix?: Matrix;
}

/** `summary.json` of several targets in one run. */
export interface FleetSummary {
  readonly schema: 1;
  readonly fleet: readonly {
    readonly name: string;
    readonly folder: string;
    readonly exitCode: number;
    readonly summary: Summary | null;
  }[];
}

export function fleetSummary(reports: readonly FleetReport[]): FleetSummary {
  return {
    schema: 1,
    fleet: reports.map(({ name, folder, code, summary }) => ({
      name,
      folder,
      exitCode: code,
      summary: summary ?? null,
    })),
  };
}

/** Several targets side by side: a row per requirement, a column per target, what differs first. */
export function fleetPage(reports: readonly FleetReport[]): string {
  return pageDocument({
    title: `${String(reports.length)} targets side by side`,
    body: html`<main>
      <header>
        <p class="kicker">Dynamic Client Registration: conformance</p>
        <h1>${reports.length} targets side by side</h1>
      </header>
      ${targetsSection(reports)} ${matrixSection(reports)}
    </main>`,
  });
}

const words: Readonly<Record<Summary['verdict'], readonly [RequirementVerdict, string]>> = {
  conforms: ['met', 'conforms'],
  'partly-shown': ['not-shown', 'partly shown'],
  'does-not-conform': ['not-met', 'does not conform'],
};

function targetsSection(reports: readonly FleetReport[]): Html {
  return html`<section>
    <h2>Targets</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Targets">
      <table>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Verdict</th>
            <th scope="col">Standard</th>
            <th scope="col" class="number">Not met</th>
            <th scope="col" class="number">Not shown</th>
            <th scope="col" class="number">Cases</th>
          </tr>
        </thead>
        <tbody>
          ${reports.map(targetRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function targetRow({ name, folder, code, summary }: FleetReport): Html {
  if (summary === undefined) {
    return html`<tr>
      <th scope="row">${name}</th>
      <td colspan="5">${sign('not-shown')} not run (exit code ${code})</td>
    </tr>`;
  }
  const [tone, word] = words[summary.verdict];
  return html`<tr>
    <th scope="row"><a href="${folder}/index.html">${name}</a></th>
    <td>${sign(tone)} ${word}${summary.target.insecure === true ? ' (insecure)' : ''}</td>
    <td>${summary.profile} ${summary.standard.version}, ${summary.standard.asOf}</td>
    <td class="number">${summary.requirements.notMet}</td>
    <td class="number">${summary.requirements.notShown}</td>
    <td class="number">${totalOf(summary.cases)}</td>
  </tr>`;
}

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly cells: readonly (RequirementVerdict | undefined)[];
}

function matrixSection(reports: readonly FleetReport[]): Html {
  const rows = rowsOf(reports);
  const differs = rows.filter(({ cells }) => new Set(cells).size > 1);
  const alike = rows.filter(({ cells }) => new Set(cells).size === 1);
  const table = (title: string, some: readonly Row[]): Html =>
    some.length === 0
      ? html``
      : html`<section>
          <h2>${title} <span class="muted">${some.length}</span></h2>
          <div class="scroll" tabindex="0" role="region" aria-label="${title}">
            <table>
              <thead>
                <tr>
                  <th scope="col">Requirement</th>
                  ${reports.map(({ name }) => html`<th scope="col">${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${some.map((row) => matrixRow(row, reports))}
              </tbody>
            </table>
          </div>
        </section>`;
  return html`${table('Where they differ', differs)} ${table('Where they agree', alike)}`;
}

function rowsOf(reports: readonly FleetReport[]): readonly Row[] {
  const verdicts = reports.map(
    ({ matrix }) => new Map(matrix?.requirements.map(({ id, verdict }) => [id, verdict]) ?? []),
  );
  const all = groupBy(
    reports.flatMap(({ matrix }) => matrix?.requirements ?? []),
    ({ id }) => id,
  );
  return [...all].map(([id, same]) => ({
    id,
    rule: same[0]?.rule ?? id,
    cells: verdicts.map((known) => known.get(id)),
  }));
}

function matrixRow({ id, rule, cells }: Row, reports: readonly FleetReport[]): Html {
  return html`<tr>
    <th scope="row" class="rule">${rule}</th>
    ${cells.map((cell, index) =>
      cell === undefined
        ? html`<td>–</td>`
        : html`<td>
            <a href="${reports[index]?.folder ?? '.'}/index.html#r-${id}"
              >${sign(cell, REQUIREMENT_MARKS[cell].word)}</a
            >
          </td>`,
    )}
  </tr>`;
}
