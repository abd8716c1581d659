import { asText, type JsonObject } from '../json.js';
import { type JwsRules, type ParsedJws, verifyJws } from '../jws.js';
import type { KeySetRules } from '../key-sets.js';
import { OutboundError, type OutboundRules, strictOutbound } from '../outbound.js';
import { refuseRequest, refuseStatement } from '../refusal.js';
import type { Jwk } from '../signature.js';

export type RecipientKeyRules = {
  readonly recipientKeys: KeySetRules;
  readonly recipientKeysUri: (statement: JsonObject, request: JsonObject) => string;
  /** Keys given in the request itself; strict: none (CDR-DCR-REQ-092). */
  readonly inlineKeys: (request: JsonObject) => readonly Jwk[];
  /** Turns a key set that could not be read into a refusal, or into `unverified`. */
  readonly keysUnreadable: (reason: string) => 'unverified';
  /** Throws SyntaxError unless one of the keys verifies the request. */
  readonly requestVerified: (jws: ParsedJws, keys: readonly Jwk[], rules: JwsRules) => void;
  /** Addresses of the request that are visited; strict: none (CDR-DCR-REQ-195). */
  readonly visited: (request: JsonObject) => readonly string[];
  readonly sectorOutbound: OutboundRules;
  /** Checks the sector document; `read` fetches it. Throws Refusal. */
  readonly sector: (
    statement: JsonObject,
    redirectUris: readonly string[],
    read: (url: string) => Promise<unknown>,
  ) => Promise<void>;
};

/** Keys and the sector document come from the addresses in the SSA and nowhere else (CDR-DCR-REQ-069 to 073). */
export const strictRecipientKeys: RecipientKeyRules = {
  recipientKeys: { outbound: strictOutbound, cacheSeconds: 0, reloadOnUnknownKid: true },
  recipientKeysUri: ({ jwks_uri: uri }) =>
    typeof uri === 'string' ? uri : refuseStatement('jwks_uri of the SSA is missing'),
  inlineKeys: () => [],
  keysUnreadable: (reason) => refuseRequest(`the keys at jwks_uri could not be had: ${reason}`),
  requestVerified: (jws, keys, rules) => void verifyJws(jws, keys, rules),
  visited: () => [],
  sectorOutbound: strictOutbound,
  sector: async ({ sector_identifier_uri: uri }, redirectUris, read) => {
    if (uri === undefined) {
      const hosts = new Set(redirectUris.filter((one) => URL.canParse(one)).map((one) => new URL(one).host));
      if (hosts.size > 1) refuseRequest('redirect URIs on several hosts need a sector_identifier_uri');
      return;
    }
    const document = await read(asText(uri)).catch((error: unknown) => {
      if (!(error instanceof OutboundError)) throw error;
      return refuseRequest(`the sector document could not be had: ${error.message}`);
    });
    if (!Array.isArray(document)) return refuseRequest('the sector document is not a JSON array');
    if (!redirectUris.every((one) => document.includes(one))) {
      refuseRequest('a redirect URI is missing in the sector document');
    }
  },
};
