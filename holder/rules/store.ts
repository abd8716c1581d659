import { asText } from '../json.js';
import type { StoreRules } from './types.js';

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
