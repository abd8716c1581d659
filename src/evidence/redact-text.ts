import { createHash } from 'node:crypto';

/** What stands for a secret: equal secrets give equal marks, so comparing redacted evidence stays sound. */
export function mark(secret: string): string {
  return MARKED.test(secret) ? secret : `redacted~sha256-${digest(secret)}`;
}

const MARKED = /^redacted~sha256-[0-9a-f]{12}$/;
const CUT = /^~sha256-[0-9a-f]{12}$/;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
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

const names = CREDENTIALS.join('|');
const IN_JSON = new RegExp(`("(?:${names})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*")`, 'gi');
const IN_FORM = new RegExp(`((?:^|[?&])(?:${names})=)([^&#\\s]+)`, 'gi');
/** A challenge (`Bearer realm="x"`) is not a token: no quotation follows a token. */
const AFTER_SCHEME = /\b((?:Bearer|DPoP)\s+)([\w.~+/-]{16,}=*)(?![\w.~+/="-])/gi;
const PRIVATE_PEM = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/g;
const PRIVATE_JWK_IN_JSON = /("(?:d|p|q|dp|dq|qi|k)"\s*:\s*)"([\w-]{16,})"/g;
/** The lookbehind keeps a long run without a full stop linear. */
const DOTTED = /(?<![\w-])[\w-]+(?:\.[\w~-]*)+/g;

/**
 * `text` without usable credentials. Literals first (a token that is a JWT must get the token's mark wherever it
 * stands), then credentials by name, then the signature of every compact JWS, also inside other JWTs' payloads.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) if (result.includes(secret)) result = result.replaceAll(secret, mark(secret));
  if (result.includes('PRIVATE KEY-----')) result = result.replace(PRIVATE_PEM, (pem) => mark(pem));
  if (result.includes('"kty"')) {
    result = result.replace(PRIVATE_JWK_IN_JSON, (_, before: string, value: string) => `${before}"${mark(value)}"`);
  }
  return result
    .replace(IN_JSON, (_, before: string, literal: string) => `${before}${JSON.stringify(mark(unquote(literal)))}`)
    .replace(IN_FORM, (_, before: string, value: string) => `${before}${mark(unescape(value))}`)
    .replace(AFTER_SCHEME, (_, before: string, token: string) => `${before}${mark(token)}`)
    .replace(DOTTED, (run) => cutDotted(run, secrets));
}

/** The value of an Authorization field: the scheme stays, since checks look at it. */
export function redactAuthorization(value: string): string {
  const [, scheme, credentials] = /^(\S+\s+)(.+)$/s.exec(value) ?? [];
  return scheme === undefined || credentials === undefined ? mark(value) : `${scheme}${mark(credentials)}`;
}

/** The value of a Cookie or Set-Cookie field: names and attributes stay. */
export function redactCookie(name: string, value: string): string {
  const pairs = value.split(/(;\s*)/);
  return pairs
    .map((pair, index) =>
      index > 0 && name.toLowerCase() === 'set-cookie' ? pair : pair.replace(/^([^=;]+=)(.+)$/s, (_, key: string, secret: string) => `${key}${mark(secret)}`),
    )
    .join('');
}

/**
 * A run of parts joined by full stops: a host name stays; from the first part that holds a JSON object (a JOSE header)
 * on, what is neither header nor payload is a signature (RFC 7515 section 7.1) or, in a JWE, iv, ciphertext and tag.
 */
function cutDotted(run: string, secrets: readonly string[]): string {
  const parts = run.split('.');
  const header = parts.findIndex(holdsObject);
  if (header === -1) return run;
  return parts
    .map((part, index) => {
      if (index < header || part === '' || CUT.test(part)) return part;
      const isPayload = index === header + 1 && index < parts.length - 1;
      return index === header || isPayload || holdsObject(part) ? redactSegment(part, secrets) : `~sha256-${digest(part)}`;
    })
    .join('.');
}

function holdsObject(part: string): boolean {
  return part.length >= 3 && !part.includes('~') && Buffer.from(part.slice(0, 44), 'base64url').toString('latin1').trimStart().startsWith('{');
}

/** A segment's own text, redacted; the original characters stay when nothing in it is secret. Latin-1 keeps each byte. */
function redactSegment(part: string, secrets: readonly string[]): string {
  const text = Buffer.from(part, 'base64url').toString('latin1');
  const redacted = redactText(text, secrets);
  return redacted === text ? part : Buffer.from(redacted, 'latin1').toString('base64url');
}

/** The string that a JSON literal stands for, so that a token has one mark however it was escaped. */
function unquote(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.slice(1, -1);
  }
}

function unescape(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
