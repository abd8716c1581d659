import { asText, type JsonObject } from '../json.js';

export type StoreRules = {
  readonly clientId: (statement: JsonObject, request: JsonObject, random: () => string) => string;
  readonly duplicateAllowed: boolean;
  /** When the duplicate check is made: with the insertion, in one turn, or already when the request arrives. */
  readonly duplicateChecked: 'at-commit' | 'on-arrival';
  readonly duplicateKey: (statement: JsonObject) => string;
  readonly duplicateOverwrites: boolean;
  readonly refusedProductLocked: boolean;
  readonly deletedProductLocked: boolean;
  /** Milliseconds until a new client can authenticate. */
  readonly usableAfterMs: number;
};

/** One active registration for each software_id, also under concurrency (CDR-DCR-REQ-118 to 122). */
export const strictStore: StoreRules = {
  clientId: (_statement, _request, random) => random(),
  duplicateAllowed: false,
  duplicateChecked: 'at-commit',
  duplicateKey: ({ software_id: id }) => asText(id),
  duplicateOverwrites: false,
  refusedProductLocked: false,
  deletedProductLocked: false,
  usableAfterMs: 0,
};
