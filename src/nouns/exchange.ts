import { deepestJson, isJsonObject, nestsDeeper, type Json, type JsonObject } from './json.js';

/** Header fields in the order on the wire; names as sent. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A JWT that we made for a request, decoded. */
export interface MadeJwt {
  readonly station: 'request' | 'ssa' | 'assertion';
  readonly header: JsonObject;
  readonly payload: Json;
  /** The compact serialisation as sent; in evidence the signature is cut. */
  readonly compact: string;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Which certificate of the cast the client offered, or `none`. */
  readonly clientCertificate: string;
}

/** What TLS agreed on for the connection that carried an answer. */
export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Headers;
  /** Decoded as UTF-8, invalid bytes replaced; of a body that was too long only the beginning. */
  readonly body: string;
  /** The body was longer than `limits.bodyBytes`. */
  readonly truncated: boolean;
  /** The body parsed, when it is JSON of a reasonable depth. */
  readonly json?: Json;
  readonly tls?: TlsFacts;
}

/** No HTTP answer came back. `phase` says how far we got. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly phase: 'resolve' | 'connect' | 'tls' | 'exchange' | 'time-out';
  readonly code: string;
  readonly message: string;
}

export type Outcome = Answer | NoAnswer;

/** An answer that put the request off: the same bytes were sent again after `waitMs`. */
export interface Deferral {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly status: 429;
  readonly waitMs: number;
}

/** One request and what came of it. */
export interface Exchange {
  /** `given` and `control` prepare, `step` is judged, `confirm` tells a refusal from an outage, `cleanup` tidies up. */
  readonly purpose: 'given' | 'control' | 'step' | 'confirm' | 'cleanup';
  readonly action: string;
  readonly request: SentRequest;
  readonly made: readonly MadeJwt[];
  readonly outcome: Outcome;
  /** When the target first put the request off (429): those answers, oldest first. */
  readonly deferred?: readonly Deferral[];
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly durationMs: number;
}

/** One line of the difference between the valid request and the one that was sent. */
export interface Deviation {
  /** `claims.aud`, `jws.alg`, `http.headers.Content-Type` ... */
  readonly where: string;
  readonly valid: Json | undefined;
  readonly sent: Json | undefined;
}

/** What a step did and saw. `values` is what `$from` finds under the step's name. */
export interface StepRecord {
  readonly name: string;
  readonly action: string;
  readonly by: string;
  readonly exchanges: readonly Exchange[];
  readonly values: JsonObject;
  readonly deviations: readonly Deviation[];
  /** Fetches that the target made from our host during the step. */
  readonly fetches: readonly Fetch[];
}

/** A request that the target made to our host. */
export interface Fetch {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** The last exchange of a step: the one that its expectations speak of. */
export function lastExchange(step: StepRecord): Exchange | undefined {
  return step.exchanges.findLast((exchange) => exchange.purpose === 'step');
}

/** Why the body of an answer cannot be read as a JSON object, in a few words; undefined when it can. */
export function bodyFault(answer: Answer): string | undefined {
  if (isJsonObject(answer.json)) return undefined;
  if (answer.truncated) return 'a body longer than limits.bodyBytes';
  if (answer.body === '') return 'an empty body';
  const [coding] = headerValues(answer.headers, 'content-encoding');
  if (coding !== undefined)
    return `a body in the content coding ${coding.slice(0, 40)}, which was not asked for`;
  if (nestsDeeper(answer.body, deepestJson)) return `a body nested deeper than ${String(deepestJson)} levels`;
  return 'a body that is no JSON object';
}

/** Values of a header field, in order, by case-insensitive name (RFC 9110 section 5.1). */
export function headerValues(headers: Headers, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}
