import { createHash } from 'node:crypto';

const MARKED = /^redacted~sha256-[0-9a-f]{12}$/;
const CUT = /^~sha256-[0-9a-f]{12}$/;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What stands for a secret. Equal secrets have equal marks, so comparing redacted evidence stays sound. */
export function mark(secret: string): string {
  return MARKED.test(secret) ? secret : `redacted~sha256-${digest(secret)}`;
}

/** What stands for a signature; no base64url text begins with a tilde. */
export function cutSignature(signature: string): string {
  return signature === '' || CUT.test(signature) ? signature : `~sha256-${digest(signature)}`;
}

/** Names of JSON members, form fields and query parameters whose value is a credential. */
const CREDENTIALS = [
  'access_token',
  'refresh_token',
  'registration_access_token',
  'client_secret',
  'token',
  'bearer',
  'password',
] as const;

export function isCredentialName(name: string): boolean {
  return (CREDENTIALS as readonly string[]).includes(name.toLowerCase());
}

// All patterns are linear in the text, or bounded: a hostile answer must not stall the harness.
const names = CREDENTIALS.join('|');
const IN_JSON = new RegExp(`("(?:${names})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*")`, 'gi');
const IN_FORM = new RegExp(`((?:^|[?&])(?:${names})=)([^&#\\s"'<>]+)`, 'gi');
/** A challenge (`Bearer realm="x"`) is not a token: what follows a token is not a quotation. */
const AFTER_SCHEME = /\b((?:Bearer|DPoP)\s+)([\w.~+/-]{16,}=*)(?![\w.~+/="-])/gi;
/** The body ends at the next dashes: else a text full of beginnings would be searched from each of them. */
const PRIVATE_PEM = /-----BEGIN ([A-Z ]{0,20}PRIVATE KEY)-----(?:(?!-----)[\s\S]){0,8192}-----END \1-----/g;
const PRIVATE_JWK = /("(?:d|p|q|dp|dq|qi|k)"\s*:\s*")([\w-]{16,})"/g;
/** JWS JSON serialisation (RFC 7515 section 7.2). */
const JSON_SIGNATURE = /("signature"\s*:\s*")([\w-]{20,})"/g;
/** Words of base64url joined by full stops; the lookbehind keeps long words linear. */
const WORD = /(?<![\w-])[\w-]+(?:\.[\w~-]*)*/g;

/** What is secret, and what was redacted already: a JWT stands in a record several times, within others too. */
export interface Secrets {
  readonly literals: readonly string[];
  readonly done: Map<string, string>;
}

export function secretsFrom(literals: readonly string[]): Secrets {
  return { literals, done: new Map() };
}

/** Shorter texts are quicker redacted than looked up. */
const WORTH_KEEPING = 200;
/** No JWS is shorter, nor is any word that is cut. */
const SHORTEST_WORD = 20;

/**
 * `text` without usable credentials. Literals go first (a token that is a JWT needs the token's mark wherever it
 * stands), then credentials by name, then the signature of every JWS, also inside the payload of another.
 */
export function redactText(text: string, secrets: Secrets): string {
  if (text.length < WORTH_KEEPING) return redactAnew(text, secrets);
  const known = secrets.done.get(text);
  if (known !== undefined) return known;
  const redacted = redactAnew(text, secrets);
  secrets.done.set(text, redacted);
  return redacted;
}

/** `text` of which no secret is known beforehand, such as the message of an error: credentials are known by their form alone. */
export function redactByForm(text: string): string {
  return redactText(text, secretsFrom([]));
}

function redactAnew(text: string, secrets: Secrets): string {
  let result = text;
  for (const secret of secrets.literals) {
    if (result.includes(secret)) result = result.replaceAll(secret, mark(secret));
  }
  // Each pattern is tried only where a character without which it cannot match is there.
  if (result.includes('PRIVATE KEY-----')) result = result.replace(PRIVATE_PEM, mark);
  if (result.includes('"')) {
    if (result.includes('"kty"')) {
      result = result.replace(PRIVATE_JWK, (_, before: string, value: string) => `${before}${mark(value)}"`);
    }
    result = result.replace(
      IN_JSON,
      (_, before: string, literal: string) => before + JSON.stringify(mark(unquote(literal))),
    );
    if (result.includes('"signature"')) {
      result = result.replace(
        JSON_SIGNATURE,
        (_, before: string, value: string) => `${before}${cutSignature(value)}"`,
      );
    }
  }
  if (result.includes('=')) {
    result = result.replace(IN_FORM, (_, before: string, value: string) => before + mark(decodeField(value)));
  }
  if (result.length < SHORTEST_WORD) return result;
  return result
    .replace(AFTER_SCHEME, (_, before: string, token: string) => before + mark(token))
    .replace(WORD, (word) => cutWord(word, secrets));
}

/** The value of an Authorization field: the scheme stays, since checks look at it. */
export function redactAuthorization(value: string): string {
  const [, scheme, credentials] = /^(\S+\s+)(.+)$/s.exec(value) ?? [];
  return scheme === undefined || credentials === undefined ? mark(value) : scheme + mark(credentials);
}

/** The value of a Cookie or Set-Cookie field: names and attributes stay. */
export function redactCookie(field: string, value: string): string {
  const attributesFrom = field.toLowerCase() === 'set-cookie' ? 1 : Infinity;
  return value
    .split(';')
    .map((pair, index) =>
      index >= attributesFrom
        ? pair
        : pair.replace(/^([^=]+=)(.+)$/s, (_, name: string, secret: string) => name + mark(secret)),
    )
    .join(';');
}

/**
 * Host names and the like stay. From the first part that holds a JSON object (a JOSE header) on, what is neither
 * header nor payload is a signature (RFC 7515 section 7.1) or, in a JWE, key, iv, ciphertext and tag.
 */
function cutWord(word: string, secrets: Secrets): string {
  if (word.length < SHORTEST_WORD) return word;
  const parts = word.split('.');
  const header = parts.findIndex(holdsObject);
  if (header === -1) return word;
  const redacted = parts.map((part, index) => {
    if (index < header) return part;
    const isPayload = index === header + 1 && index < parts.length - 1;
    return isPayload || holdsObject(part) ? redactSegment(part, secrets) : cutSignature(part);
  });
  return redacted.join('.');
}

function holdsObject(part: string): boolean {
  return /^\s*\{\s*["}]/.test(Buffer.from(part.slice(0, 88), 'base64url').toString('latin1'));
}

/** A segment, redacted within; its own characters stay when nothing in it is secret. Latin-1 keeps every byte. */
function redactSegment(part: string, secrets: Secrets): string {
  const text = Buffer.from(part, 'base64url').toString('latin1');
  const redacted = redactText(text, secrets);
  return redacted === text ? part : Buffer.from(redacted, 'latin1').toString('base64url');
}

/** The string that a JSON literal stands for: a token has one mark however it was escaped. */
function unquote(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.slice(1, -1);
  }
}

function decodeField(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
