import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json, JsonObject } from '../nouns/json.js';
import { jsonAnswer, textAnswer, type Answer } from './reply.js';
import { statusKey, type ShownStatus, type World } from './world.js';

interface StatusList {
  readonly path: string;
  /** Supported values of `x-v`, lowest first. */
  readonly versions: readonly number[];
  readonly list: (world: World) => readonly JsonObject[];
}

const lists: readonly StatusList[] = [
  { path: 'data-recipients/status', versions: [2, 3], list: recipientStatuses },
  { path: 'data-recipients/brands/software-products/status', versions: [2, 3], list: productStatuses },
  { path: 'data-holders/status', versions: [1, 2], list: holderStatuses },
];
const industries = ['all', 'banking', 'energy', 'telco', 'non-bank-lending'];

/** `/cdr-register/v1/{industry}/...status`, or undefined when the path is none of these. */
export function statusReply(
  world: World,
  path: string,
  headers: IncomingHttpHeaders,
  hostUrl: string,
): Answer | undefined {
  const match = /^\/cdr-register\/v1\/([^/]+)\/(.+)$/.exec(path);
  const found = lists.find((candidate) => candidate.path === match?.[2]);
  if (match === null || found === undefined) return undefined;
  if (!industries.includes(match[1] ?? ''))
    return cdrError(400, 'Field/Invalid', 'Invalid Field', 'industry');
  const version = negotiate(headers, found.versions);
  if (typeof version !== 'number') return version;
  const body = { data: found.list(world), links: { self: `${hostUrl}${path}` }, meta: {} };
  return withValidator(jsonAnswer(body), version, headers['if-none-match']);
}

/** The highest supported version between `x-min-v` and `x-v` (CDS, HTTP headers); the lowest one when none is asked. */
function negotiate(headers: IncomingHttpHeaders, supported: readonly number[]): number | Answer {
  const wanted = headers['x-v'];
  const least = headers['x-min-v'] ?? wanted;
  if (wanted === undefined) return supported[0] ?? 1;
  if (!isVersion(wanted)) return cdrError(400, 'Header/InvalidVersion', 'Invalid Version', 'x-v');
  if (!isVersion(least)) return cdrError(400, 'Header/InvalidVersion', 'Invalid Version', 'x-min-v');
  const from = Math.min(Number(least), Number(wanted));
  const best = supported.findLast((version) => version >= from && version <= Number(wanted));
  return best ?? cdrError(406, 'Header/UnsupportedVersion', 'Unsupported Version', 'x-v');
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value);
}

/** Adds `x-v` and `ETag`; 304 for a requester that has this very document (RFC 9110 section 13.1.2). */
function withValidator(reply: Answer, version: number, ifNoneMatch: string | undefined): Answer {
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url')}"`;
  const headers = { 'x-v': String(version), etag, 'cache-control': 'no-cache' };
  const known = ifNoneMatch?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  if (known === true) return { kind: 'answer', status: 304, headers, body: '' };
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function recipientStatuses(world: World): readonly JsonObject[] {
  const ids = new Set([...world.products.values()].map(({ product }) => product.legalEntityId));
  return shown([...ids], 'legalEntityId', (id) => recipientStatus(world, id));
}

/** A product follows its recipient: suspended makes inactive, revoked or surrendered makes removed (CDR-DCR-REQ-175). */
function productStatuses(world: World): readonly JsonObject[] {
  return shown([...world.products.keys()], 'softwareProductId', (id) => {
    const own = statusOf(world, 'software-product', id);
    const recipient = recipientStatus(world, world.products.get(id)?.product.legalEntityId ?? '');
    if (own !== 'ACTIVE' && own !== 'INACTIVE') return own;
    if (recipient === 'REVOKED' || recipient === 'SURRENDERED') return 'REMOVED';
    return recipient === 'SUSPENDED' ? 'INACTIVE' : own;
  });
}

function holderStatuses(world: World): readonly JsonObject[] {
  const holders = [...world.statuses.values()].filter((change) => change.of === 'data-holder');
  return shown(
    holders.map((change) => change.id),
    'legalEntityId',
    (id) => statusOf(world, 'data-holder', id),
  );
}

function recipientStatus(world: World, id: string): ShownStatus {
  return statusOf(world, 'data-recipient', id);
}

function statusOf(
  world: World,
  of: 'software-product' | 'data-recipient' | 'data-holder',
  id: string,
): ShownStatus {
  const change = world.statuses.get(statusKey({ of, id }));
  return change === undefined ? 'ACTIVE' : change.status;
}

function shown(
  ids: readonly string[],
  member: string,
  status: (id: string) => ShownStatus,
): readonly JsonObject[] {
  return ids.flatMap((id) => {
    const value: Json = status(id);
    return value === null ? [] : [{ [member]: id, status: value }];
  });
}

/** An error object of the CDS for the Register's endpoints. */
function cdrError(status: number, code: string, title: string, detail: string): Answer {
  const error = { code: `urn:au-cds:error:cds-all:${code}`, title, detail };
  return {
    ...textAnswer(status, JSON.stringify({ errors: [error] })),
    headers: { 'content-type': 'application/json' },
  };
}
