import { bankingScopes, signingAlgs } from '../vocabulary.js';
import type { DiscoveryRules } from './types.js';

export const strictDiscovery: DiscoveryRules = {
  pathPrefix: '',
  aliases: false,
  algs: signingAlgs,
  scopes: bankingScopes,
  issuer: (base) => base,
  metadata: (document) => document,
  publishedKeys: (keys) => keys,
  plainReply: (reply) => reply,
};
