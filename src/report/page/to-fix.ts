import type { Requirement } from '../../nouns/requirement.js';
import { groupBy } from '../group-by.js';
import type { Matrix, MatrixRow } from '../matrix.js';
import type { Summary, SummaryFinding } from '../summary.js';
import { html, type Html } from './html.js';
import { caseLink, clauses, type CaseLink } from './requirement-rows.js';
import { sign } from './verdict-marks.js';

interface Broken {
  readonly row: MatrixRow | undefined;
  readonly findings: readonly SummaryFinding[];
}

const VERBS: readonly Requirement['verb'][] = ['MUST', 'INFERRED', 'SHOULD', 'MAY'];

/** What is not met, the most binding and most often broken rule first; then warnings and waivers, folded. */
export function toFixSection(summary: Summary, { requirements }: Matrix, link: CaseLink): Html {
  const broken = (wanted: SummaryFinding['verdict']): readonly Broken[] =>
    [
      ...groupBy(
        summary.findings.filter(({ verdict }) => verdict === wanted),
        ({ requirement }) => requirement,
      ),
    ]
      .map(([id, findings]) => ({ row: requirements.find((row) => row.id === id), findings }))
      .sort((a, b) => rank(a) - rank(b) || b.findings.length - a.findings.length);
  const unmet = broken('unmet');
  const stale = summary.cases.stale + summary.staleWaivers.length;
  return html`<section id="fix">
    <h2>What to fix first</h2>
    ${
      unmet.length === 0
        ? html`<p class="lead">No binding requirement was found broken.</p>`
        : html`<ol class="fix">
            ${unmet.map((entry) => fixItem(entry, link))}
          </ol>`
    }
    ${stale === 0 ? undefined : html`<p class="notice">Stale waivers: ${stale}. Remove them from the target file, or renew them.</p>`}
    ${folded('Warnings', broken('warned'), link)} ${folded('Waived, but not met', broken('waived'), link)}
  </section>`;
}

function rank({ row }: Broken): number {
  return VERBS.indexOf(row?.verb ?? 'MUST');
}

function folded(title: string, entries: readonly Broken[], link: CaseLink): Html {
  return entries.length === 0
    ? html``
    : html`<details class="folded">
        <summary>${title} <span class="muted">${entries.length}</span></summary>
        <ol class="fix">
          ${entries.map((entry) => fixItem(entry, link))}
        </ol>
      </details>`;
}

function fixItem({ row, findings }: Broken, link: CaseLink): Html {
  const [first] = findings;
  if (first === undefined) return html``;
  const addresses = [...new Set(findings.map((finding) => finding.case))];
  return html`<li>
    <p class="rule">
      ${row === undefined ? first.requirement : html`<a href="#r-${row.id}">${row.rule}</a>`}
    </p>
    ${row === undefined ? undefined : html`<p class="source"><b>${row.verb}</b> ${clauses(row)}</p>`}
    <dl class="seen">
      <div>
        <dt>expected</dt>
        <dd>${first.expected}</dd>
      </div>
      <div>
        <dt>actual</dt>
        <dd>${first.actual}</dd>
      </div>
      <div>
        <dt>case</dt>
        <dd>
          ${caseLink(first.case, link)}${addresses.length > 1 ? ` and ${addresses.length - 1} more` : ''}
        </dd>
      </div>
    </dl>
  </li>`;
}

/** Cases that showed nothing, by what kept them from it; and what was left at the target. */
export function notShownSection({ causes, leftBehind }: Summary, link: CaseLink): Html {
  if (causes.length + leftBehind.length === 0) return html``;
  return html`<section id="not-shown">
    ${
      causes.length === 0
        ? undefined
        : html`<h2>Not shown</h2>
            <p class="lead">These cases neither passed nor failed: something else has to work first.</p>
            <ul class="causes">
              ${causes.map(
                ({ cause, verdict, cases }) =>
                  html`<li>
                    ${sign(verdict === 'unproven' ? 'not-shown' : 'not-met')}
                    <details>
                      <summary>
                        ${verdict === 'harness-error' ? 'Our fault: ' : ''}${cause}
                        <span class="muted">${cases.length} ${cases.length === 1 ? 'case' : 'cases'}</span>
                      </summary>
                      <ul class="case-list">
                        ${cases.map((address) => html`<li>${caseLink(address, link)}</li>`)}
                      </ul>
                    </details>
                  </li>`,
              )}
            </ul>`
    }
    ${
      leftBehind.length === 0
        ? undefined
        : html`<h2>Left at the target</h2>
            <ul class="case-list">
              ${leftBehind.map(
                ({ clientId, softwareId, reason, case: address }) =>
                  html`<li>
                    <span
                      ><code>${clientId}</code> of <code>${softwareId}</code>: ${reason}
                      ${caseLink(address, link)}</span
                    >
                  </li>`,
              )}
            </ul>`
    }
  </section>`;
}
