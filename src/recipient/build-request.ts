import type { Deviation, Headers, MadeJwt } from '../nouns/exchange.js';
import type { Json, JsonObject } from '../nouns/json.js';
import { isJsonObject } from '../nouns/json.js';
import { deviationsOf, editMembers, type HttpEdits, type MemberEdits, type StationEdits } from './edits.js';
import type { Client } from './scene.js';
import type { WireRequest } from './wire.js';

/** A request ready to be sent, with what was made for it and how it differs from the valid one. */
export interface Built {
  readonly request: WireRequest;
  readonly made: readonly MadeJwt[];
  readonly deviations: readonly Deviation[];
  /** What `$from` finds under `sent`. */
  readonly sent: JsonObject;
}

/** Clients named `neighbour` are another recipient's: they sign and connect as the neighbour. */
export function signerOf(client: Client): string {
  return client.name === 'neighbour' ? 'neighbour' : 'recipient';
}

/** A form with the edits of its station; a list sends a parameter several times, which RFC 6749 section 3.2 forbids. */
export function formBody(valid: JsonObject, edits: MemberEdits | undefined): string {
  const fields = Object.entries(editMembers(valid, edits)).flatMap(([name, value]) => {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    return items.map((item): [string, string] => [
      name,
      typeof item === 'string' ? item : JSON.stringify(item),
    ]);
  });
  return new URLSearchParams(fields).toString();
}

/** A call on the registration endpoint or on one registration; the token sits where the `bearer` station says. */
export function buildManagement(
  client: Client,
  edits: StationEdits,
  base: {
    readonly method: string;
    readonly url: string;
    readonly token: string | undefined;
    readonly headers?: JsonObject;
    readonly body?: string;
  },
): Built {
  const bearer = placeToken(base.token, edits.bearer);
  const built = finish(client, edits, {
    method: base.method,
    url:
      bearer.query === undefined ? base.url : `${base.url}?access_token=${encodeURIComponent(bearer.query)}`,
    headers: { Accept: 'application/json', ...base.headers, ...bearer.headers },
    body: bearer.body ?? base.body ?? '',
  });
  const deviations: Deviation[] =
    edits.bearer === undefined ? [] : [{ where: 'bearer', valid: base.token, sent: edits.bearer }];
  return {
    request: built.request,
    made: [],
    deviations: [...deviations, ...built.deviations],
    sent: {},
  };
}

interface PlacedToken {
  readonly headers: JsonObject;
  readonly query?: string;
  readonly body?: string;
}

function placeToken(token: string | undefined, edit: Json | undefined): PlacedToken {
  if (edit === 'none' || (edit === undefined && token === undefined)) return { headers: {} };
  if (edit === 'empty') return { headers: { Authorization: 'Bearer ' } };
  if (edit === 'garbage') return { headers: { Authorization: 'Bearer not-a-token-that-was-ever-issued' } };
  const wish = isJsonObject(edit) ? edit : {};
  const value = typeof wish['token'] === 'string' ? wish['token'] : (token ?? '');
  if (wish['in'] === 'query') return { headers: {}, query: value };
  if (wish['in'] === 'body') {
    return {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `access_token=${encodeURIComponent(value)}`,
    };
  }
  const scheme = typeof wish['scheme'] === 'string' ? wish['scheme'] : 'Bearer';
  return { headers: { Authorization: `${scheme} ${value}` } };
}

interface Plain {
  readonly method: string;
  readonly url: string;
  readonly headers: JsonObject;
  readonly body: string;
}

/** Last stations of the road: `http` and `tls`. */
export function finish(
  client: Pick<Client, 'name'>,
  edits: StationEdits,
  plain: Plain,
): { readonly request: WireRequest; readonly deviations: readonly Deviation[] } {
  const http: HttpEdits = edits.http ?? {};
  const own = client.name === 'neighbour' ? 'neighbour' : 'recipient';
  const certificate = edits.tls?.clientCertificate ?? own;
  const coding: JsonObject = http.gzip === true ? { 'Content-Encoding': 'gzip' } : {};
  const headers = editMembers({ ...plain.headers, ...coding }, http.headers);
  const deviations: Deviation[] = [...deviationsOf('http.headers', plain.headers, http.headers)];
  if (http.method !== undefined)
    deviations.push({ where: 'http.method', valid: plain.method, sent: http.method });
  if (http.url !== undefined) deviations.push({ where: 'http.url', valid: plain.url, sent: http.url });
  if (http.body !== undefined) deviations.push({ where: 'http.body', valid: plain.body, sent: http.body });
  if (http.gzip === true) deviations.push({ where: 'http.gzip', valid: undefined, sent: true });
  if (certificate !== own) deviations.push({ where: 'tls.clientCertificate', valid: own, sent: certificate });
  return {
    request: {
      method: http.method ?? plain.method,
      url: http.url ?? plain.url,
      headers: headerFields(headers),
      body: http.body ?? plain.body,
      ...(http.gzip === true ? { gzip: true } : {}),
      tls: { certificate },
    },
    deviations,
  };
}

/** A list sends a header field several times. */
function headerFields(headers: JsonObject): Headers {
  return Object.entries(headers).flatMap(([name, value]) => {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    return items.map((item) => [name, typeof item === 'string' ? item : JSON.stringify(item)] as const);
  });
}
