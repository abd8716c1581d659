import type { Verdict } from '../../nouns/finding.js';
import type { Matrix, MatrixRow } from '../matrix.js';
import type { RequirementVerdict } from '../requirement-verdict.js';
import { html, webLink, type Html } from './html.js';
import { REQUIREMENT_MARKS, sign } from './verdict-marks.js';

/** Link to a case in the Allure report; undefined when there is none. */
export type CaseLink = (address: string) => string | undefined;

const TONES: Readonly<Record<Verdict, RequirementVerdict>> = {
  failed: 'not-met',
  stale: 'not-met',
  'harness-error': 'not-met',
  waived: 'waived',
  warned: 'warned',
  unproven: 'not-shown',
  passed: 'met',
  'not-applicable': 'not-applicable',
};
const WORST_FIRST = Object.keys(TONES) as readonly Verdict[];

/** Every requirement in words: rule, source, reason, and the cases that speak of it. */
export function requirementRows({ groups, requirements }: Matrix, link: CaseLink): Html {
  return html`<section id="list">
    <h2>Requirements in words</h2>
    ${groups.map((group) => {
      const rows = requirements.filter((row) => row.group === group.id);
      return rows.length === 0
        ? html``
        : html`<div class="list-group">
            <h3>${group.title}</h3>
            ${rows.map((row) => requirementRow(row, link))}
          </div>`;
    })}
  </section>`;
}

function requirementRow(row: MatrixRow, link: CaseLink): Html {
  const { word } = REQUIREMENT_MARKS[row.verdict];
  return html`<details id="r-${row.id}" class="requirement" data-verdict="${row.verdict}">
    <summary>
      ${sign(row.verdict, REQUIREMENT_MARKS[row.verdict].word)}<span class="rule">${row.rule}</span>
    </summary>
    <div class="about">
      <p class="source">
        <b class="word ${row.verdict}">${word}</b> <b>${row.verb}</b> ${clauses(row)} <code>${row.id}</code>
      </p>
      ${row.reason === null ? undefined : html`<p>${row.reason}</p>`} ${cases(row, link)}
    </div>
  </details>`;
}

/** Where the standard says it. */
export function clauses(row: Pick<MatrixRow, 'clauses'>): Html {
  return html`${row.clauses.map(
    ({ doc, clause, url }, index) => html`${index === 0 ? '' : ' · '}${webLink(url, `${doc} ${clause}`)}`,
  )}`;
}

function cases(row: MatrixRow, link: CaseLink): Html {
  if (row.cases.length === 0) return html``;
  const sorted = [...row.cases].sort(
    (a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict),
  );
  return html`<ul class="case-list">
    ${sorted.map(
      ({ address, title, verdict }) =>
        html`<li>
          ${sign(TONES[verdict], verdict)}<span
            >${caseLink(address, link)} <span class="muted">${title}</span></span
          >
        </li>`,
    )}
  </ul>`;
}

/** A case's address, as a link into the Allure report if there is one. */
export function caseLink(address: string, link: CaseLink): Html {
  const href = link(address);
  return href === undefined
    ? html`<code>${address}</code>`
    : html`<a href="${href}"><code>${address}</code></a>`;
}
