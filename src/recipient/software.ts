import type { Product } from '../register/product.js';

/**
 * Software products that an outside Register knows, and its statements about them: what the harness cannot make itself.
 * A product is one case's at a time, over all workers.
 */
export interface BorrowedSoftware {
  /**
   * So many products at once, as soon as they are free.
   * @throws Unproven when there are not enough, or they do not become free.
   */
  readonly borrow: (count: number, borrower: string) => Promise<readonly Product[]>;
  /** Gives a product back. `spent`: why nobody can register it any more. */
  readonly giveBack: (softwareId: string, spent?: string) => Promise<void>;
  /** A statement of the product that is in force: the compact JWT. @throws Unproven when there is none. */
  readonly statement: (softwareId: string) => Promise<string>;
}
