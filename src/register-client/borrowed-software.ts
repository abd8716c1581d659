import { setTimeout as sleep } from 'node:timers/promises';

import { Unproven } from '../nouns/errors.js';
import type { BorrowedSoftware } from '../recipient/software.js';
import type { HostControl } from '../register/control.js';
import type { Product } from '../register/product.js';

export interface Lending {
  readonly products: readonly Product[];
  /** The host of the run keeps the pool for all workers. */
  readonly control: Pick<HostControl, 'borrow' | 'giveBack'>;
  readonly statement: (softwareId: string) => Promise<string>;
  /** Longest wait for a product, milliseconds. */
  readonly patienceMs?: number;
}

const pollMs = 50;
const usualPatienceMs = 240_000;

/** The pool of an outside Register's products: whoever finds too few free waits. */
export function borrowedSoftware({
  products,
  control,
  statement,
  patienceMs = usualPatienceMs,
}: Lending): BorrowedSoftware {
  const ids = products.map(({ softwareId }) => softwareId);
  return {
    borrow: async (count, borrower) => {
      const end = performance.now() + patienceMs;
      for (;;) {
        const loan = await control.borrow(ids, count, borrower);
        switch (loan.outcome) {
          case 'lent':
            return loan.products.flatMap((id) => products.filter(({ softwareId }) => softwareId === id));
          case 'too-few':
            throw new Unproven(
              `${count === 1 ? 'no software product is' : `fewer than ${count} software products are`} left in the pool: ${loan.spent.join('; ')}. Remove the registrations at the holder, or name more products under register in the target file`,
            );
          case 'busy':
            if (performance.now() > end)
              throw new Unproven(
                'no software product of the pool became free; use fewer workers (-j), or name more products',
              );
            await sleep(pollMs);
        }
      }
    },
    giveBack: (softwareId, spent) => control.giveBack(softwareId, spent),
    statement,
  };
}
