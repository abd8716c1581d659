import { Pool } from 'undici';
import { HarnessError } from '../nouns/errors.js';
import { errorMessage } from '../nouns/thrown.js';
import type { HolderBrand } from './api/holder-brand.js';
import type { Behaviour, DocumentName } from './behaviour.js';
import type { ControlAnswer, ControlRequest } from './control-protocol.js';
import type { Loan } from './lending.js';
import type { KeySet, Product } from './product.js';
import type { RegisterKeys } from './register-keys.js';
import { registerLog, type FailedHandshake, type HostFetch, type StatusChange } from './world.js';

/** What a worker can tell the host of its run. Every call throws HarnessError when the host is gone or refuses. */
export interface HostControl {
  /** Makes a product known to the Register and serves its documents; again: replaces product and keys. */
  readonly publish: (product: Product, keys: { readonly jwks: KeySet }) => Promise<void>;
  /** How a document of a published product is served from now on. */
  readonly behave: (softwareId: string, document: DocumentName, behaviour: Behaviour) => Promise<void>;
  /** Requests for the product's URLs and its trap, oldest first. */
  readonly fetches: (softwareId: string) => Promise<readonly HostFetch[]>;
  /** Requests for the Register's own documents, of all cases together. */
  readonly registerFetches: () => Promise<readonly HostFetch[]>;
  /** TLS connections to the host that failed, oldest first: says that a target does not trust our certificate. */
  readonly failedHandshakes: () => Promise<readonly FailedHandshake[]>;
  /** Forgets a product with its fetches; its URLs answer 404. */
  readonly retire: (softwareId: string) => Promise<void>;
  readonly registerStatus: (change: StatusChange) => Promise<void>;
  readonly registerKeys: (shown: RegisterKeys) => Promise<void>;
  /** What Get Data Holder Brands lists from now on. */
  readonly holderBrands: (brands: readonly HolderBrand[]) => Promise<void>;
  /** Products of an outside Register, so many at once and for this process; see `Loan`. */
  readonly borrow: (among: readonly string[], count: number, borrower: string) => Promise<Loan>;
  /** `spent`: why nobody can use the product any more. */
  readonly giveBack: (softwareId: string, spent?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Speaks with a running host through its control socket, over connections that stay open. */
export function hostControl(controlPath: string): HostControl {
  const pool = new Pool('http://control', { socketPath: controlPath, connections: 8, bodyTimeout: 0 });
  const ask = async (request: ControlRequest): Promise<Extract<ControlAnswer, { ok: true }>> => {
    const answer = await exchange(pool, request);
    if (!answer.ok) throw new HarnessError(`our host refused to ${request.do}: ${answer.error}`);
    return answer;
  };
  const tell = async (request: ControlRequest): Promise<void> => {
    await ask(request);
  };
  return {
    publish: (product, { jwks }) => tell({ do: 'publish', product, jwks }),
    behave: (softwareId, document, behaviour) => tell({ do: 'behave', softwareId, document, behaviour }),
    fetches: async (softwareId) => (await ask({ do: 'fetches', log: softwareId })).fetches ?? [],
    registerFetches: async () => (await ask({ do: 'fetches', log: registerLog })).fetches ?? [],
    failedHandshakes: async () => (await ask({ do: 'handshakes' })).handshakes ?? [],
    retire: (softwareId) => tell({ do: 'retire', softwareId }),
    registerStatus: (change) => tell({ do: 'status', change }),
    registerKeys: (shown) => tell({ do: 'keys', shown }),
    borrow: async (among, count, borrower) => {
      const { loan } = await ask({ do: 'borrow', among, count, borrower, pid: process.pid });
      if (loan === undefined) throw new HarnessError('our host lends nothing');
      return loan;
    },
    giveBack: (softwareId, spent) =>
      tell({ do: 'give-back', softwareId, ...(spent === undefined ? {} : { spent }) }),
    holderBrands: (brands) => tell({ do: 'brands', brands }),
    close: () => pool.close(),
  };
}

async function exchange(pool: Pool, request: ControlRequest): Promise<ControlAnswer> {
  try {
    const { body } = await pool.request({ path: '/', method: 'POST', body: JSON.stringify(request) });
    return (await body.json()) as ControlAnswer;
  } catch (error) {
    const reason = errorMessage(error);
    throw new HarnessError(`our host does not answer on its control socket: ${reason}`);
  }
}
