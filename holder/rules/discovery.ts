import type { Ask, Reply } from '../exchange.js';
import type { JsonObject } from '../json.js';
import type { Jwk } from '../signature.js';
import { bankingScopes, signingAlgs } from '../vocabulary.js';

export type DiscoveryRules = {
  readonly pathPrefix: string;
  readonly aliases: boolean;
  readonly algs: readonly string[];
  readonly scopes: readonly string[];
  /** The issuer, from the base URL of the TLS port. */
  readonly issuer: (base: string) => string;
  readonly metadata: (document: JsonObject) => JsonObject;
  /** The key set as published; `own` is the holder's private signing key. */
  readonly publishedKeys: (keys: readonly Jwk[], own: Jwk) => readonly Jwk[];
  readonly plainReply: (reply: Reply, ask: Ask) => Reply;
};

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
