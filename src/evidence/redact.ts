import type { Deviation, Headers, StepRecord } from '../nouns/exchange.js';
import { isJsonObject, type Json } from '../nouns/json.js';
import {
  cutSignature,
  isCredentialName,
  mark,
  redactAuthorization,
  redactCookie,
  redactText,
  secretsFrom,
  type Secrets,
} from './redact-text.js';

/** Shorter words are no tokens, and replacing them everywhere would spoil the evidence. */
const SHORTEST_LITERAL = 16;

/** Redacts what belongs to one case; what it has redacted once it does not look at again. */
export interface Redactor {
  /** A step's record without anything usable. */
  step(step: StepRecord): StepRecord;
  /** The argument of an expectation, redacted as the steps are that it will be held against. */
  args(args: Json): Json;
}

/**
 * A redactor for the steps of a case (design law 7): signatures are cut to `~sha256-…`, tokens and secrets become
 * `redacted~sha256-…`, and nothing else changes, so that checks judge the redacted record as they would the original.
 * Deterministic and idempotent. `secrets`: literals beside those that the steps themselves tell of.
 */
export function redactorFor(steps: readonly StepRecord[], secrets: readonly string[]): Redactor {
  const known: Known = { secrets: secretsFrom(literalsOf(steps, secrets)), done: new Map() };
  return {
    step: (step) => redactValue(step, known, '') as StepRecord,
    args: (args) => redactValue(args, known, '') as Json,
  };
}

/** What is secret, and the objects that were redacted already: a request's claims stand in a record twice, an answer's too. */
interface Known {
  readonly secrets: Secrets;
  readonly done: Map<object, unknown>;
}

function literalsOf(steps: readonly StepRecord[], secrets: readonly string[]): readonly string[] {
  // Our own JWTs stay readable: cutting the signature makes them useless.
  const ours = new Set(
    steps.flatMap(({ exchanges }) => exchanges.flatMap(({ made }) => made.map(({ compact }) => compact))),
  );
  return (
    [...new Set([...secrets, ...steps.flatMap(secretsOf)])]
      .filter((secret) => !ours.has(secret))
      .filter((secret) => secret !== '' && mark(secret) !== secret)
      // A secret that holds another one goes first, else its rest would remain.
      .sort((a, b) => b.length - a.length)
  );
}

/** Tokens and client secrets that the target issued during a step, for the redaction of the steps around it. */
export function secretsOf(step: StepRecord): readonly string[] {
  const found = new Set<string>();
  for (const { outcome } of step.exchanges) {
    if (outcome.kind === 'answer' && outcome.json !== undefined) collect(outcome.json, found);
  }
  collect(step.values, found);
  return [...found];
}

function collect(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) collect(item, found);
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'string') collect(member, found);
    else if (isCredentialName(name) && member.length >= SHORTEST_LITERAL && mark(member) !== member)
      found.add(member);
  }
}

const PRIVATE_MEMBERS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);

function redactValue(value: unknown, known: Known, name: string): unknown {
  if (typeof value === 'string')
    return isCredentialName(name) ? mark(value) : redactText(value, known.secrets);
  if (typeof value !== 'object' || value === null) return value;
  const before = known.done.get(value);
  if (before !== undefined) return before;
  const redacted = Array.isArray(value)
    ? value.map((item: unknown) => redactValue(item, known, ''))
    : redactObject(value, known);
  known.done.set(value, redacted);
  return redacted;
}

function redactObject(value: object, known: Known): object {
  const { secrets } = known;
  const isJwk = 'kty' in value;
  const isJws = 'payload' in value && 'signature' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => {
      if (key === 'headers' && isHeaders(member)) return [key, redactHeaders(member, secrets)];
      if (key === 'deviations' && Array.isArray(member)) {
        return [key, (member as readonly Deviation[]).map((deviation) => redactDeviation(deviation, known))];
      }
      if (isJwk && PRIVATE_MEMBERS.has(key) && typeof member === 'string') return [key, mark(member)];
      if (isJws && key === 'signature' && typeof member === 'string') return [key, cutSignature(member)];
      return [redactText(key, secrets), redactValue(member, known, key)];
    }),
  );
}

function isHeaders(value: unknown): value is Headers {
  return Array.isArray(value) && value.every((field) => Array.isArray(field) && field.length === 2);
}

function redactHeaders(headers: Headers, secrets: Secrets): Headers {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'authorization' || lower === 'proxy-authorization')
      return [name, redactAuthorization(value)];
    if (lower === 'cookie' || lower === 'set-cookie')
      return [name, redactCookie(name, redactText(value, secrets))];
    return [name, redactText(value, secrets)];
  });
}

/** Where a deviation concerns a credential, a word as short as `garbage` stays readable; a possible token does not. */
function redactDeviation(deviation: Deviation, known: Known): Deviation {
  const last = deviation.where.slice(deviation.where.lastIndexOf('.') + 1);
  const hide = (value: Json | undefined): Json | undefined => {
    if (typeof value === 'string' && value.length >= SHORTEST_LITERAL) {
      if (last.toLowerCase() === 'authorization') return redactAuthorization(value);
      if (isCredentialName(last)) return mark(value);
    }
    return redactValue(value, known, '') as Json | undefined;
  };
  return { where: deviation.where, valid: hide(deviation.valid), sent: hide(deviation.sent) };
}
