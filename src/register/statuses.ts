import type { IncomingHttpHeaders } from 'node:http';
import type { Json, JsonObject } from '../nouns/json.js';
import { registerPath, unknownIndustry } from './api/path.js';
import { withValidator } from './api/validator.js';
import { negotiate } from './api/version.js';
import { jsonAnswer, type Answer } from './reply.js';
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

/** `/cdr-register/v1/{industry}/...status`, or undefined when the path is none of these. */
export function statusReply(
  world: World,
  path: string,
  headers: IncomingHttpHeaders,
  hostUrl: string,
): Answer | undefined {
  const asked = registerPath(path);
  const found = lists.find((candidate) => candidate.path === asked?.rest);
  if (asked === undefined || found === undefined) return undefined;
  const wrong = unknownIndustry(asked.industry);
  if (wrong !== undefined) return wrong;
  const version = negotiate(headers, found.versions);
  if (typeof version !== 'number') return version;
  const body = { data: found.list(world), links: { self: `${hostUrl}${path}` }, meta: {} };
  return withValidator(jsonAnswer(body), version, headers['if-none-match']);
}

function recipientStatuses(world: World): readonly JsonObject[] {
  const ids = new Set([...world.products.values()].map(({ product }) => product.legalEntityId));
  return shown([...ids], 'legalEntityId', (id) => recipientStatus(world, id));
}

function productStatuses(world: World): readonly JsonObject[] {
  return shown([...world.products.keys()], 'softwareProductId', (id) => productStatus(world, id));
}

/** A product follows its recipient: suspended makes inactive, revoked or surrendered makes removed (CDR-DCR-REQ-175). */
export function productStatus(world: World, id: string): ShownStatus {
  const own = statusOf(world, 'software-product', id);
  const recipient = recipientStatus(world, world.products.get(id)?.product.legalEntityId ?? '');
  if (own !== 'ACTIVE' && own !== 'INACTIVE') return own;
  if (recipient === 'REVOKED' || recipient === 'SURRENDERED') return 'REMOVED';
  return recipient === 'SUSPENDED' ? 'INACTIVE' : own;
}

function holderStatuses(world: World): readonly JsonObject[] {
  const changed = [...world.statuses.values()].filter((change) => change.of === 'data-holder');
  const ids = [...changed.map(({ id }) => id), ...world.brands.map(({ legalEntityId }) => legalEntityId)];
  return shown([...new Set(ids)], 'legalEntityId', (id) => holderStatus(world, id));
}

export function holderStatus(world: World, id: string): ShownStatus {
  return statusOf(world, 'data-holder', id);
}

export function recipientStatus(world: World, id: string): ShownStatus {
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
