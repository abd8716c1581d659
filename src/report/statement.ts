import { createHash } from 'node:crypto';

import type { LedgerHeader, RunLedger } from './ledger-file.js';
import { matrix, type MatrixRow } from './matrix.js';
import { summarise } from './summarise.js';
import type { CaseCounts, ProfileVerdict, RequirementCounts } from './summary.js';

/** What a run shows, for whoever must decide on it: the first page of an evidence bundle. */
export interface ConformanceStatement {
  readonly schema: 1;
  readonly notice: string;
  readonly target: LedgerHeader['target'];
  readonly standard: LedgerHeader['standard'] & { readonly profile: string; readonly title: string };
  readonly started: string;
  readonly finished: string | null;
  readonly tool: LedgerHeader['tool'];
  /** The list of requirements that was judged by, so that two statements can be told to speak of the same. */
  readonly catalogue: { readonly requirements: number; readonly sha256: string };
  readonly plan: string | null;
  readonly seed: string;
  readonly verdict: ProfileVerdict;
  readonly cases: CaseCounts;
  readonly requirements: RequirementCounts;
  readonly verdicts: readonly Pick<
    MatrixRow,
    'id' | 'rule' | 'verb' | 'verdict' | 'reason' | 'clauses' | 'cases'
  >[];
}

const notice =
  'A dry run with dcr-conformance. It is evidence of what was seen on the wire, not a certification by the ACCC.';

/** The statement of a run. Pure: whoever has the ledger can make it again and compare. */
export function conformanceStatement(run: RunLedger): ConformanceStatement {
  const { header, footer } = run;
  const summary = summarise(run);
  return {
    schema: 1,
    notice,
    target: header.target,
    standard: { profile: header.profile, title: header.ledger.title, ...header.standard },
    started: header.started,
    finished: footer?.finished ?? null,
    tool: header.tool,
    catalogue: {
      requirements: header.ledger.requirements.length,
      sha256: createHash('sha256').update(JSON.stringify(header.ledger)).digest('hex'),
    },
    plan: header.plan.name ?? null,
    seed: header.seed,
    verdict: summary.verdict,
    cases: summary.cases,
    requirements: summary.requirements,
    verdicts: matrix(run).requirements.map(({ id, rule, verb, verdict, reason, clauses, cases }) => ({
      id,
      rule,
      verb,
      verdict,
      reason,
      clauses,
      cases,
    })),
  };
}
