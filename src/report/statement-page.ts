import type { RunLedger } from './ledger-file.js';
import { matrix as matrixOf, type MatrixRow } from './matrix.js';
import { pageDocument } from './page/document.js';
import { headingSection } from './page/heading.js';
import { html, webLink, type Html } from './page/html.js';
import { REQUIREMENT_MARKS, sign } from './page/verdict-marks.js';
import { conformanceStatement } from './statement.js';
import { summarise } from './summarise.js';

/** The conformance statement for people (`evidence/statement.html`): printable, self-contained, no script. */
export function statementPage(run: RunLedger, signer: string): string {
  const statement = conformanceStatement(run);
  const { groups, requirements } = matrixOf(run);
  return pageDocument({
    title: `Conformance statement: ${statement.target.name}`,
    body: html`<main>
      ${headingSection(summarise(run))}
      <section>
        <h2>What this is</h2>
        <p>${statement.notice}</p>
        <dl class="facts">
          ${fact('Requirements judged', `${statement.catalogue.requirements}, SHA-256 ${statement.catalogue.sha256}`)}
          ${fact('Signed with', `ES256, key ${signer}`)}
          ${fact('To check it', 'dcr-conformance verify FOLDER')}
        </dl>
      </section>
      ${groups.map(({ id, title }) =>
        groupSection(
          title,
          requirements.filter(({ group }) => group === id),
        ),
      )}
    </main>`,
  });
}

function fact(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function groupSection(title: string, rows: readonly MatrixRow[]): Html {
  return rows.length === 0
    ? html``
    : html`<section>
        <h2>${title}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${title}">
          <table class="statement">
            <thead>
              <tr>
                <th scope="col">Verdict</th>
                <th scope="col">Requirement</th>
                <th scope="col">Source</th>
                <th scope="col" class="number">Cases</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(requirementRow)}
            </tbody>
          </table>
        </div>
      </section>`;
}

function requirementRow({ rule, verb, verdict, reason, clauses, cases }: MatrixRow): Html {
  return html`<tr>
    <td>${sign(verdict)} ${REQUIREMENT_MARKS[verdict].word}</td>
    <td>
      <span class="rule">${rule}</span>
      ${reason === null ? undefined : html`<p class="muted">${reason}</p>`}
    </td>
    <td>
      <b>${verb}</b> ${clauses.map(({ doc, clause, url }) => html`${webLink(url, `${doc} ${clause}`)} `)}
    </td>
    <td class="number">${cases.length}</td>
  </tr>`;
}
