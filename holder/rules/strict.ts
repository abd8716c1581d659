import { strictDiscovery } from './discovery.js';
import { strictEnvelope } from './envelope.js';
import { strictManagement } from './management.js';
import { strictMetadata } from './metadata.js';
import { strictRecipientKeys } from './recipient-keys.js';
import { strictRegisterStatus } from './register-status.js';
import { strictResponse } from './response.js';
import { strictStatement } from './statement.js';
import { strictStore } from './store.js';
import { strictToken } from './token.js';
import { strictTransport } from './transport.js';
import type { Rules } from './types.js';

/** The rules of a holder that obeys every requirement. */
export const strictRules: Rules = {
  ...strictTransport,
  ...strictDiscovery,
  ...strictEnvelope,
  ...strictStatement,
  ...strictRecipientKeys,
  ...strictMetadata,
  ...strictStore,
  ...strictResponse,
  ...strictToken,
  ...strictManagement,
  ...strictRegisterStatus,
};
