import { formatMs } from '../../evidence/transcript.js';
import { totalOf, type CaseCounts, type Summary } from '../summary.js';
import { html, type Html } from './html.js';
import { CASE_MARKS, sign } from './verdict-marks.js';
import type { RequirementVerdict } from '../requirement-verdict.js';

const VERDICTS: Readonly<
  Record<Summary['verdict'], readonly [tone: RequirementVerdict, word: string, meaning: string]>
> = {
  conforms: [
    'met',
    'Conforms',
    'Every applicable requirement that can be seen from outside was exercised and met.',
  ],
  'partly-shown': [
    'not-shown',
    'Partly shown',
    'Nothing that binds was found broken, but some applicable requirements were not shown.',
  ],
  'does-not-conform': ['not-met', 'Does not conform', 'At least one binding requirement is not met.'],
};

/** Who was judged by what, and the verdict. */
export function headingSection(summary: Summary): Html {
  const [tone, word, meaning] = VERDICTS[summary.verdict];
  const facts: readonly (readonly [string, string])[] = [
    ['Standard', `${summary.profile} ${summary.standard.version}, as of ${summary.standard.asOf}`],
    ['Run', `${summary.started.slice(0, 16).replace('T', ' ')} UTC, ${formatMs(summary.durationMs)}`],
    ['Exchanges', String(summary.exchanges)],
    ['Tool', `${summary.tool.name} ${summary.tool.version}`],
    ['Seed', summary.seed],
  ];
  return html`<header>
    <p class="kicker">Dynamic Client Registration: conformance</p>
    <h1>${summary.target.name}</h1>
    ${summary.target.issuer === null ? undefined : html`<p class="issuer">${summary.target.issuer}</p>`}
    <div class="verdict ${tone}">
      ${sign(tone)}
      <div>
        <strong>${word}</strong>
        <p>${meaning}${notes(summary)}</p>
      </div>
    </div>
    ${warnings(summary).map((text) => html`<p class="notice">${text}</p>`)}
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function notes({ cases, verdict }: Summary): string {
  const followed =
    cases.warned > 0 && verdict === 'conforms' ? ' Some recommendations are not followed.' : '';
  return `${followed}${cases.waived > 0 ? ' Waivers let the gate pass; they do not change this verdict.' : ''}`;
}

/** What a reader must know before trusting the figures. */
function warnings(summary: Summary): readonly string[] {
  const run = totalOf(summary.cases);
  const left = summary.leftBehind.length;
  return [
    ...(summary.rootCause === undefined ? [] : [summary.rootCause]),
    ...(summary.target.insecure === true
      ? ['Insecure: the target’s certificates were not verified. Nothing shown here binds.']
      : []),
    ...(summary.target.notes ?? []).map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
    ...(summary.complete ? [] : ['The run was cut short: its records are incomplete.']),
    ...(run < summary.planned ? [`Only ${run} of the plan’s ${summary.planned} cases were run.`] : []),
    ...(left > 0
      ? [
          `${left === 1 ? 'One registration' : `${left} registrations`} could not be removed from the target (see below).`,
        ]
      : []),
  ];
}

/** Case verdicts in all and per flow: a bar of proportions, and the figures. */
export function talliesSection(summary: Summary): Html {
  const rows = [
    ...(summary.flows.length > 1 ? [{ name: 'All cases', cases: summary.cases }] : []),
    ...summary.flows.map(({ flow, cases }) => ({ name: `${flow} flow`, cases })),
  ];
  const present = CASE_MARKS.filter(([key]) => summary.cases[key] > 0);
  return html`<section id="cases">
    <h2>Cases</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Cases by flow and verdict">
      <table class="tallies">
        <thead>
          <tr>
            <th scope="col">Flow</th>
            <th scope="col" class="bar-column"><span class="hidden">Proportions</span></th>
            ${present.map(([, tone, word]) => html`<th scope="col" class="number">${sign(tone, word)} <span class="tone-word" aria-hidden="true">${word}</span></th>`)}
            <th scope="col" class="number">total</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ name, cases }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td class="bar-column">${bar(cases)}</td>
                ${present.map(([key]) => html`<td class="number${cases[key] === 0 ? ' none' : ''}">${cases[key]}</td>`)}
                <td class="number">${totalOf(cases)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function bar(counts: CaseCounts): Html {
  const all = Math.max(1, totalOf(counts));
  let left = 0;
  const parts = CASE_MARKS.filter(([key]) => counts[key] > 0).map(([key, tone]) => {
    const width = (counts[key] / all) * 100;
    left += width;
    return html`<rect
      class="${tone}"
      x="${(left - width).toFixed(2)}"
      y="0"
      width="${width.toFixed(2)}"
      height="10"
    />`;
  });
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${parts}
  </svg>`;
}
