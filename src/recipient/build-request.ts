import { decodeJwt, decodeProtectedHeader } from 'jose';

import type { Deviation, Headers, MadeJwt } from '../nouns/exchange.js';
import type { Json, JsonObject } from '../nouns/json.js';
import { isJsonObject } from '../nouns/json.js';
import { ssaClaims } from '../register/software-statement.js';
import { baselineAssertion, baselineClaims, signingAlg } from './baseline.js';
import { deviationsOf, editMembers, type HttpEdits, type StationEdits } from './edits.js';
import { castKeys, makeJwt, type JwtMade } from './make-jwt.js';
import type { Client, Scene } from './scene.js';
import type { BorrowedSoftware } from './software.js';
import type { WireRequest } from './wire.js';

/** A request ready to be sent, with what was made for it and how it differs from the valid one. */
export interface Built {
  readonly request: WireRequest;
  readonly made: readonly MadeJwt[];
  readonly deviations: readonly Deviation[];
}

/** The body of POST and PUT: the request JWT around a fresh SSA, with the edits of `ssa`, `claims` and `jws`. */
export async function buildRegistrationJwt(
  scene: Scene,
  client: Client,
  edits: StationEdits,
): Promise<{
  readonly made: readonly MadeJwt[];
  readonly deviations: readonly Deviation[];
  readonly jwt: string;
}> {
  const { world } = scene;
  const keys = castKeys(world.cast);
  const now = world.now();
  const statement =
    world.software === undefined
      ? await makeJwt(
          {
            station: 'ssa',
            signer: 'register',
            alg: 'PS256',
            claims: ssaClaims(client.product, { now, jti: scene.dice.hex(16) }),
          },
          edits.ssa ?? {},
          keys,
          world.mutations,
        )
      : await borrowedStatement(world.software, client.product.softwareId);
  const claims = baselineClaims(scene.flow, client.product, world.facts, {
    now,
    jti: scene.dice.uuid(),
    softwareStatement: statement.jwt.compact,
  });
  const request = await makeJwt(
    { station: 'request', signer: signerOf(client), alg: signingAlg(world.facts), claims },
    { ...(edits.claims && { claims: edits.claims }), ...(edits.jws && { jws: edits.jws }) },
    keys,
    world.mutations,
  );
  return {
    jwt: request.jwt.compact,
    made: [request.jwt, statement.jwt],
    deviations: [...statement.deviations, ...request.deviations],
  };
}

/** As the outside Register signed it: what would edit it is not applicable there. */
async function borrowedStatement(software: BorrowedSoftware, softwareId: string): Promise<JwtMade> {
  const compact = await software.statement(softwareId);
  const header: JsonObject = { ...(decodeProtectedHeader(compact) as JsonObject) };
  const payload = decodeJwt(compact) as JsonObject;
  return { jwt: { station: 'ssa', header, payload, compact }, deviations: [] };
}

/** Clients named `neighbour` are another recipient's: they sign and connect as the neighbour. */
export function signerOf(client: Client): string {
  return client.name === 'neighbour' ? 'neighbour' : 'recipient';
}

/** POST of a registration, or PUT of an update when the target URL names a client. */
export async function buildRegistration(
  scene: Scene,
  client: Client,
  edits: StationEdits,
  base: { readonly method: 'POST' | 'PUT'; readonly url: string; readonly headers: JsonObject },
): Promise<Built> {
  const body = await buildRegistrationJwt(scene, client, edits);
  const built = finish(client, edits, {
    method: base.method,
    url: base.url,
    headers: { 'Content-Type': 'application/jwt', Accept: 'application/json', ...base.headers },
    body: body.jwt,
  });
  return { request: built.request, made: body.made, deviations: [...body.deviations, ...built.deviations] };
}

/** POST to the token endpoint: client_credentials with a private_key_jwt assertion (RFC 7523 section 2.2). */
export async function buildTokenRequest(
  scene: Scene,
  client: Client,
  edits: StationEdits,
  clientId: string,
): Promise<Built> {
  const { world } = scene;
  const assertion = await makeJwt(
    {
      station: 'assertion',
      signer: signerOf(client),
      alg: signingAlg(world.facts),
      claims: baselineAssertion(clientId, world.facts.issuer, { now: world.now(), jti: scene.dice.uuid() }),
    },
    edits.assertion ?? {},
    castKeys(world.cast),
    world.mutations,
  );
  const valid: JsonObject = {
    grant_type: 'client_credentials',
    scope: 'cdr:registration',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion.jwt.compact,
  };
  const form = new URLSearchParams(
    Object.entries(editMembers(valid, edits.form)).flatMap(([name, value]) => formFields(name, value)),
  );
  const built = finish(client, edits, {
    method: 'POST',
    url: world.facts.endpoints.token,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: form.toString(),
  });
  return {
    request: built.request,
    made: [assertion.jwt],
    deviations: [...assertion.deviations, ...deviationsOf('form', valid, edits.form), ...built.deviations],
  };
}

/** A list sends a parameter several times, which RFC 6749 section 3.2 forbids. */
function formFields(name: string, value: Json): [string, string][] {
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return items.map((item) => [name, typeof item === 'string' ? item : JSON.stringify(item)]);
}

/** GET, PUT or DELETE of one registration; the token sits where the `bearer` station says. */
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
  return { request: built.request, made: [], deviations: [...deviations, ...built.deviations] };
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
