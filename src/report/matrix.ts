import { linkTo, type Ledger, type Requirement } from '../nouns/requirement.js';
import type { Verdict } from '../nouns/finding.js';
import type { LedgerHeader, RunLedger } from './ledger-file.js';
import { judgeRequirements, type RequirementVerdict } from './requirement-verdict.js';

/** One requirement and what a run shows of it. */
export interface MatrixRow {
  readonly id: string;
  readonly group: string;
  readonly rule: string;
  readonly verb: Requirement['verb'];
  readonly severity: Requirement['severity'];
  readonly flow: Requirement['flow'];
  readonly verdict: RequirementVerdict;
  /** Why, where the cases alone do not say it. */
  readonly reason: string | null;
  readonly clauses: readonly { readonly doc: string; readonly clause: string; readonly url: string | null }[];
  readonly cases: readonly { readonly address: string; readonly title: string; readonly verdict: Verdict }[];
}

/** Every requirement of the standard with its verdict (`reports/matrix.json`, documented by `matrix.schema.json`). */
export interface Matrix extends Pick<LedgerHeader, 'tool' | 'target' | 'profile' | 'standard'> {
  readonly schema: 1;
  readonly groups: Ledger['groups'];
  readonly requirements: readonly MatrixRow[];
}

/** The matrix of a run, in the order of the requirements ledger. Pure. */
export function matrix(run: RunLedger): Matrix {
  const { tool, target, profile, standard, ledger } = run.header;
  return {
    schema: 1,
    tool,
    target,
    profile,
    standard,
    groups: ledger.groups,
    requirements: judgeRequirements(run).map(({ requirement, verdict, reason, cases }) => ({
      id: requirement.id,
      group: requirement.group,
      rule: requirement.rule,
      verb: requirement.verb,
      severity: requirement.severity,
      flow: requirement.flow,
      verdict,
      reason: reason ?? null,
      clauses: requirement.place.map((clause) => ({
        doc: clause.doc,
        clause: clause.clause,
        url: linkTo(ledger, clause) ?? null,
      })),
      cases: cases.map((record) => ({
        address: record.address,
        title: record.title,
        verdict: record.verdict,
      })),
    })),
  };
}
