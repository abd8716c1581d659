import { isProcessAlive } from '../nouns/process-alive.js';

/** A product of an outside Register that somebody has, or that nobody can use any more. */
export type Lent =
  | { readonly state: 'lent'; readonly borrower: string; readonly pid: number }
  | { readonly state: 'spent'; readonly because: string };

/** What became of a wish for products: all of them, none yet, or never. */
export type Loan =
  | { readonly outcome: 'lent'; readonly products: readonly string[] }
  | { readonly outcome: 'busy' }
  /** Too few are left; why the others are not, one text each. */
  | { readonly outcome: 'too-few'; readonly spent: readonly string[] };

export interface Wish {
  /** Ids of the pool, in the order of preference. */
  readonly among: readonly string[];
  readonly count: number;
  readonly borrower: string;
  /** The worker's process: what a dead one had is free again. */
  readonly pid: number;
}

/** Lends so many products at once, or none: nobody holds one while waiting for another. */
export function lend(lent: Map<string, Lent>, { among, count, borrower, pid }: Wish): Loan {
  const usable = among.filter((id) => lent.get(id)?.state !== 'spent');
  if (usable.length < count) return { outcome: 'too-few', spent: among.flatMap((id) => whySpent(lent, id)) };
  const products = usable.filter((id) => isFree(lent.get(id))).slice(0, count);
  if (products.length < count) return { outcome: 'busy' };
  for (const id of products) lent.set(id, { state: 'lent', borrower, pid });
  return { outcome: 'lent', products };
}

export function takeBack(lent: Map<string, Lent>, id: string, spent: string | undefined): void {
  if (spent !== undefined) lent.set(id, { state: 'spent', because: spent });
  else if (lent.get(id)?.state === 'lent') lent.delete(id);
}

function whySpent(lent: ReadonlyMap<string, Lent>, id: string): readonly string[] {
  const known = lent.get(id);
  return known?.state === 'spent' ? [`${id}: ${known.because}`] : [];
}

function isFree(known: Lent | undefined): boolean {
  return known === undefined || (known.state === 'lent' && !isProcessAlive(known.pid));
}
