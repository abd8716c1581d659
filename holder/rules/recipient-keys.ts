import { asText } from '../json.js';
import { verifyJws } from '../jws.js';
import { OutboundError, strictOutbound } from '../outbound.js';
import { refuseRequest, refuseStatement } from '../refusal.js';
import type { RecipientKeyRules } from './types.js';

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
