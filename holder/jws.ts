import { isObject, type JsonLimits, type JsonObject, type JsonValue, parseJson } from './json.js';
import { type Jwk, keyTypeFits, modulusBits, signatureHolds } from './signature.js';

/** A compact JWS taken apart; nothing of it is verified yet. */
export type ParsedJws = {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly input: string;
  readonly signature: Buffer;
};

/** How one kind of JWT is read and verified. Each member is one rule, so that one can be broken at a time. */
export type JwsRules = {
  readonly json: JsonLimits;
  /** Decodes one segment; throws SyntaxError. Strict: base64url without padding (RFC 7515 section 2). */
  readonly segment: (text: string) => Buffer;
  readonly algs: readonly string[];
  /** Throws SyntaxError if the header forbids processing (crit, b64, typ, zip). */
  readonly header: (header: JsonObject) => void;
  /** The keys to try: the published keys that the header names. */
  readonly candidates: (header: JsonObject, published: readonly Jwk[]) => readonly Jwk[];
  /** Whether a key may be used with the algorithm at all (type, use, alg, size). */
  readonly keyUsable: (jwk: Jwk, alg: string) => boolean;
  readonly verify: (alg: string, jwk: Jwk, input: string, signature: Buffer) => boolean;
  /** Keys fetched from a place that the header names (jku, x5u); strict: none, whatever it says. */
  readonly headerKeyUrl: (header: JsonObject) => string | undefined;
};

const base64url = /^[A-Za-z0-9_-]*$/u;

/** Decodes base64url without padding; throws SyntaxError for any other alphabet. */
export const strictSegment = (text: string): Buffer => {
  if (!base64url.test(text) || text.length % 4 === 1) throw new SyntaxError('a segment is not base64url');
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SyntaxError('a segment is not canonical base64url');
  return bytes;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const segmentObject = (text: string, name: string, rules: JwsRules): JsonObject => {
  let value: JsonValue;
  try {
    value = parseJson(utf8.decode(rules.segment(text)), rules.json);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not UTF-8';
    throw new SyntaxError(`the JWT ${name} is unreadable: ${reason}`, { cause: error });
  }
  if (!isObject(value)) throw new SyntaxError(`the JWT ${name} is not a JSON object`);
  return value;
};

/** Takes a compact JWS apart (RFC 7515 section 5.2 steps 1 to 4). Throws SyntaxError. */
export const parseJws = (text: string, rules: JwsRules): ParsedJws => {
  const parts = text.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length === 5) throw new SyntaxError('an encrypted JWT is not accepted');
  if (parts.length !== 3) throw new SyntaxError('not a compact JWS of three segments');
  return {
    header: segmentObject(header, 'header', rules),
    payload: segmentObject(payload, 'payload', rules),
    input: `${header}.${payload}`,
    signature: rules.segment(signature),
  };
};

/** The key under which the JWS verifies. Throws SyntaxError if there is none. */
export const verifyJws = (jws: ParsedJws, published: readonly Jwk[], rules: JwsRules): Jwk => {
  const { alg } = jws.header;
  if (typeof alg !== 'string' || !rules.algs.includes(alg)) {
    throw new SyntaxError(`the JWT must be signed with ${rules.algs.join(' or ')}`);
  }
  rules.header(jws.header);
  const candidates = rules.candidates(jws.header, published).filter((jwk) => rules.keyUsable(jwk, alg));
  if (candidates.length === 0) throw new SyntaxError('no usable key has the kid of the JWT');
  const key = candidates.find((jwk) => rules.verify(alg, jwk, jws.input, jws.signature));
  if (key === undefined) throw new SyntaxError('the signature does not verify');
  return key;
};

/** Strict reading of crit, b64, zip, cty and typ (RFC 7515 section 4.1.11, RFC 7797 section 7, RFC 8725 section 3.11). */
export const strictHeader = (header: JsonObject): void => {
  if (header.crit !== undefined) throw new SyntaxError('a critical header extension is not understood');
  if (header.b64 !== undefined) throw new SyntaxError('an unencoded payload is not accepted');
  if (header.zip !== undefined) throw new SyntaxError('a compressed payload is not accepted');
  if (header.cty !== undefined) throw new SyntaxError('a nested JWT is not accepted');
  const { typ } = header;
  if (typ !== undefined && (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT')) {
    throw new SyntaxError('the JWT typ is not JWT');
  }
};

/** Published keys with the kid of the header; the header's own keys and addresses are never looked at. */
export const strictCandidates = (header: JsonObject, published: readonly Jwk[]): readonly Jwk[] =>
  typeof header.kid === 'string' && header.kid !== ''
    ? published.filter((jwk) => jwk.kid === header.kid)
    : [];

/** Type, use, alg, operations and size all have to fit (CDR-DCR-REQ-038, 189, 200). */
export const strictKeyUsable = (jwk: Jwk, alg: string): boolean =>
  keyTypeFits(jwk, alg) &&
  (jwk.use === undefined || jwk.use === 'sig') &&
  (jwk.alg === undefined || jwk.alg === alg) &&
  (jwk.key_ops === undefined || (Array.isArray(jwk.key_ops) && jwk.key_ops.includes('verify'))) &&
  (jwk.kty !== 'RSA' || (modulusBits(jwk) ?? 0) >= 2048);

/** The strict rules for a JWT signed with one of `algs`. */
export const strictJws = (algs: readonly string[]): JwsRules => ({
  json: { repeatedName: 'refuse', maxDepth: 16, anyText: false },
  segment: strictSegment,
  algs,
  header: strictHeader,
  candidates: strictCandidates,
  keyUsable: strictKeyUsable,
  verify: signatureHolds,
  headerKeyUrl: () => undefined,
});
