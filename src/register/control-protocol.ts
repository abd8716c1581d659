import type { HolderBrand } from './api/holder-brand.js';
import type { Behaviour, DocumentName } from './behaviour.js';
import type { Loan } from './lending.js';
import type { KeySet, Product } from './product.js';
import type { RegisterKeys } from './register-keys.js';
import type { FailedHandshake, HostFetch, StatusChange } from './world.js';

/** What a worker may ask of a host, as JSON in the body of a POST to the control socket. */
export type ControlRequest =
  | { readonly do: 'publish'; readonly product: Product; readonly jwks: KeySet }
  | {
      readonly do: 'behave';
      readonly softwareId: string;
      readonly document: DocumentName;
      readonly behaviour: Behaviour;
    }
  | { readonly do: 'fetches'; readonly log: string }
  | { readonly do: 'handshakes' }
  | { readonly do: 'retire'; readonly softwareId: string }
  | { readonly do: 'status'; readonly change: StatusChange }
  | { readonly do: 'keys'; readonly shown: RegisterKeys }
  | {
      readonly do: 'borrow';
      readonly among: readonly string[];
      readonly count: number;
      readonly borrower: string;
      readonly pid: number;
    }
  | { readonly do: 'give-back'; readonly softwareId: string; readonly spent?: string }
  | { readonly do: 'brands'; readonly brands: readonly HolderBrand[] };

/** `error` is for whoever wrote the caller: nothing that a user typed ends in one. */
export type ControlAnswer =
  | {
      readonly ok: true;
      readonly fetches?: readonly HostFetch[];
      readonly handshakes?: readonly FailedHandshake[];
      readonly loan?: Loan;
    }
  | { readonly ok: false; readonly error: string };
