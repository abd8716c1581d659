import type { RunLedger } from './ledger-file.js';
import { matrix as matrixOf, type Matrix, type MatrixRow } from './matrix.js';
import { pageDocument } from './page/document.js';
import { headingSection, talliesSection } from './page/heading.js';
import { heatMapSection } from './page/heat-map.js';
import { html, type Html } from './page/html.js';
import { clauses, requirementRows, type CaseLink } from './page/requirement-rows.js';
import { SCRIPT } from './page/script.js';
import { timesSection } from './page/times.js';
import { notShownSection, toFixSection } from './page/to-fix.js';
import { responseTimes } from './response-times.js';
import { summarise } from './summarise.js';

export interface SummaryPageOptions {
  /** The Allure report relative to the page, and its fragments by full name (`generateAllureHtml` answers them). */
  readonly allure?: { readonly href: string; readonly ids: ReadonlyMap<string, string> };
  /** Other files beside the page, by name. */
  readonly files?: readonly { readonly name: string; readonly href: string }[];
}

/**
 * `reports/index.html`: a run for people, in one file that needs no network and runs no script but its own (a content
 * security policy says so). Everything from the target is escaped.
 */
export function summaryPage(run: RunLedger, options: SummaryPageOptions = {}): string {
  const summary = summarise(run);
  const matrix = matrixOf(run);
  const link: CaseLink = (address) => {
    if (options.allure === undefined) return undefined;
    const id = options.allure.ids.get(`${run.header.profile}/${address}`);
    return id === undefined ? options.allure.href : `${options.allure.href}#${id}`;
  };
  return pageDocument({
    title: `${summary.target.name}: ${summary.verdict.replaceAll('-', ' ')} (${summary.profile})`,
    script: SCRIPT,
    body: html`<a class="skip" href="#requirements">Skip to the requirements</a>
      <main>
        ${headingSection(summary)} ${talliesSection(summary)} ${toFixSection(summary, matrix, link)}
        ${notShownSection(summary, link)} ${heatMapSection(matrix)} ${timesSection(responseTimes(run.cases))}
        ${requirementRows(matrix, link)} ${untestableSection(matrix)}
      </main>
      ${footer(options)}`,
  });
}

/** What no run can show, with the reason: a reader must not take silence for a pass. */
function untestableSection({ requirements }: Matrix): Html {
  const rows = requirements.filter(({ verdict }) => verdict === 'untestable');
  return rows.length === 0
    ? html``
    : html`<section id="untestable">
        <h2>What this run cannot show</h2>
        <p class="lead">These requirements bind too; look for other evidence of them.</p>
        <ul class="untestable">
          ${rows.map(untestableRow)}
        </ul>
      </section>`;
}

function untestableRow(row: MatrixRow): Html {
  return html`<li>
    <p class="rule">${row.rule}</p>
    <p class="muted">${row.reason ?? ''}</p>
    <p class="source"><b>${row.verb}</b> ${clauses(row)}</p>
  </li>`;
}

function footer({ allure, files }: SummaryPageOptions): Html {
  const links = [
    ...(allure === undefined ? [] : [{ name: 'Allure report', href: allure.href }]),
    ...(files ?? []),
  ];
  return html`<footer>
    ${
      links.length === 0
        ? undefined
        : html`<p>
            ${links.map(({ name, href }, index) => html`${index === 0 ? '' : ' · '}<a href="${href}">${name}</a>`)}
          </p>`
    }
    <p class="muted">
      A refusal counts only where the same request, unbroken, was accepted. “Not shown” is never a pass.
    </p>
  </footer>`;
}
