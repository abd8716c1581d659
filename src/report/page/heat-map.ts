import type { Matrix, MatrixRow } from '../matrix.js';
import type { RequirementVerdict } from '../requirement-verdict.js';
import { html, type Html } from './html.js';
import { REQUIREMENT_MARKS, sign } from './verdict-marks.js';

const VERDICTS = Object.keys(REQUIREMENT_MARKS) as readonly RequirementVerdict[];

/** Every requirement as a cell, by group of the standard: the whole picture at a glance. Each cell links to its row. */
export function heatMapSection({ groups, requirements }: Matrix): Html {
  const counts = VERDICTS.map(
    (verdict) => [verdict, requirements.filter((row) => row.verdict === verdict).length] as const,
  );
  return html`<section id="requirements">
    <h2>Requirements</h2>
    <p class="lead">
      One cell per requirement of the standard, ${requirements.length} in all, with its verdict. Follow a cell
      to the rule and its cases; the arrow keys move between cells.
    </p>
    <form class="filters" role="search" aria-label="Filter requirements">
      ${counts
        .filter(([, count]) => count > 0)
        .map(
          ([verdict, count]) =>
            html`<label class="chip"
              ><input type="checkbox" name="verdict" value="${verdict}" checked />${sign(verdict)}${
                REQUIREMENT_MARKS[verdict].word
              } <b>${count}</b></label
            >`,
        )}
      <label class="search"
        ><span class="hidden">Search</span><input type="search" name="text" placeholder="Search the rules"
      /></label>
    </form>
    <div class="map-and-card">
      <div class="map">
        ${groups.map((group) =>
          groupRow(
            group,
            requirements.filter((row) => row.group === group.id),
          ),
        )}
      </div>
      <aside id="card" aria-live="polite"><p class="muted">Point at a cell to read its rule.</p></aside>
    </div>
    <p id="filtered" class="muted" role="status"></p>
  </section>`;
}

function groupRow(group: Matrix['groups'][number], rows: readonly MatrixRow[]): Html {
  if (rows.length === 0) return html``;
  const testable = rows.filter(
    ({ verdict }) => !['not-applicable', 'untestable', 'self-check'].includes(verdict),
  );
  const met = testable.filter(({ verdict }) => verdict === 'met').length;
  return html`<div class="group">
    <h3>
      ${group.title} <span class="muted">${testable.length === 0 ? '' : `${met}/${testable.length}`}</span>
    </h3>
    <ul class="cells">
      ${rows.map(
        (row) =>
          html`<li>
            <a
              class="cell ${row.verdict}"
              href="#r-${row.id}"
              data-id="${row.id}"
              aria-label="${row.rule} ${REQUIREMENT_MARKS[row.verdict].word}"
              >${REQUIREMENT_MARKS[row.verdict].sign}</a
            >
          </li>`,
      )}
    </ul>
  </div>`;
}
