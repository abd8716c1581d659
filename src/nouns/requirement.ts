import { isWebUrl } from './safe-url.js';

/** How binding the standard's sentence is. INFERRED: no single sentence, follows from the places named. */
export type Verb = 'MUST' | 'SHOULD' | 'MAY' | 'INFERRED';

/** What an unmet expectation means for the verdict. */
export type Severity = 'fail' | 'warn' | 'info';

/** The two response types of the CDR: authorisation code flow with JARM, and the OIDC hybrid flow (retired 2025-05-12). */
export type Flow = 'code' | 'hybrid';

/** Whom a requirement addresses; only a holder's duties decide a verdict on a target. */
export type Obliged = 'holder' | 'register' | 'recipient';

/** How strictly the refusal of a broken request may be judged (see docs/judging.md). */
export type Strictness =
  'exact' | 'one-of' | 'any-of-four' | 'status-only' | 'any-4xx' | 'no-connection' | 'not-2xx';

export interface Refusal {
  readonly status: readonly number[];
  readonly error: readonly string[];
  readonly strictness: Strictness;
}

/** Where the standard says it: document key of the ledger, clause and, if there is one, the anchor. */
export interface Clause {
  readonly doc: string;
  readonly clause: string;
  readonly anchor?: string;
}

/** One thing that the standard's sentence asks to be exercised: the to-do list of the book's authors. */
export interface Exercise {
  readonly id: string;
  readonly kind: 'positive' | 'request' | 'observation';
  readonly text: string;
  readonly severity?: Severity;
}

export interface Requirement {
  /** A slug that explains itself and never changes. */
  readonly id: string;
  readonly group: string;
  /** One sentence that states the rule that holds. */
  readonly rule: string;
  readonly verb: Verb;
  /** What a violation means; differs from the verb's default only with `lenient`. */
  readonly severity: Severity;
  readonly lenient?: string;
  readonly obliged: Obliged;
  readonly place: readonly Clause[];
  /** First day on which it binds, `YYYY-MM-DD`. */
  readonly from: string;
  readonly since?: string;
  /** Last day on which it binds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly flow: 'any' | Flow;
  readonly refusal?: Refusal;
  readonly ambiguity?: string;
  readonly exercises: readonly Exercise[];
  /** Why no run against a target can show it. */
  readonly untestable?: string;
  /** Our own tests show it: it binds the Register or the recipient that we play. */
  readonly selfCheck: boolean;
  readonly merged?: { readonly into: string; readonly because: string };
}

/** A published edition of the standard. */
export interface Edition {
  readonly version: string;
  readonly published: string;
}

export interface StandardDocument {
  readonly key: string;
  readonly title: string;
  readonly url: string;
}

/** Every requirement of one profile, and what is needed to date and to cite them. */
export interface Ledger {
  readonly profile: string;
  readonly title: string;
  readonly editions: readonly Edition[];
  readonly documents: readonly StandardDocument[];
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly requirements: readonly Requirement[];
}

/** The severity that a verb has unless the ledger gives a reason for another (design law 5). */
export const severityOfVerb: Readonly<Record<Verb, Severity>> = {
  MUST: 'fail',
  SHOULD: 'warn',
  INFERRED: 'warn',
  MAY: 'info',
};

/** Link to the clause in its document. */
export function linkTo(ledger: Pick<Ledger, 'documents'>, clause: Clause): string | undefined {
  const document = ledger.documents.find((candidate) => candidate.key === clause.doc);
  if (document === undefined) return undefined;
  const url = `${document.url}${clause.anchor ?? ''}`;
  return isWebUrl(url) ? url : undefined;
}
