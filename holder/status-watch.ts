/** Follows the statuses of recipients and software products in the Register (CDR-DCR-REQ-164 to 169). */
import { asText, isObject } from './json.js';
import type { ReadVersioned } from './outbound.js';
import type { Rules } from './rules/types.js';
import type { Store } from './store.js';

export type StatusWatch = {
  /** Reads both lists now and cleans up registrations whose product or recipient has ended. */
  readonly poll: () => Promise<void>;
  /** Whether the last poll was answered; true before the first. */
  readonly answered: () => boolean;
  readonly stop: () => void;
};

type List = { readonly path: string; readonly items: string; readonly id: string; readonly claim: string };

const lists: readonly List[] = [
  {
    path: '/all/data-recipients/brands/software-products/status',
    items: 'softwareProducts',
    id: 'softwareProductId',
    claim: 'software_id',
  },
  {
    path: '/all/data-recipients/status',
    items: 'dataRecipients',
    id: 'legalEntityId',
    claim: 'legal_entity_id',
  },
];

/** Starts to poll below `baseUri`; without one there is nothing to watch. */
export const watchStatuses = (
  baseUri: string | undefined,
  rules: () => Rules,
  store: Store,
  read: ReadVersioned,
  now: () => number,
): StatusWatch => {
  const copies = new Map<
    string,
    { readonly etag: string | undefined; readonly statuses: ReadonlyMap<string, string> }
  >();
  let answered = true;
  let polledAt = now();

  const pollList = async (list: List): Promise<void> => {
    const { statusHeaders, statusOutbound, statusEnds } = rules();
    const copy = copies.get(list.path);
    const { document, etag } = await read(
      `${baseUri}${list.path}`,
      statusOutbound,
      statusHeaders(copy?.etag),
    );
    const statuses = document === undefined ? copy?.statuses : statusesOf(document, list);
    if (statuses === undefined) return;
    copies.set(list.path, { etag: etag ?? copy?.etag, statuses });
    for (const { clientId, document: registered } of store.all()) {
      const id = registered[list.claim];
      if (typeof id === 'string' && statusEnds(statuses.get(id))) store.remove(clientId);
    }
  };

  const poll = async (): Promise<void> => {
    polledAt = now();
    if (baseUri === undefined) return;
    const results = await Promise.allSettled(lists.map(pollList));
    answered = results.every(({ status }) => status === 'fulfilled');
  };

  const timer = setInterval(() => {
    if (now() - polledAt >= rules().statusPollSeconds * 1000) void poll();
  }, 1000).unref();

  return {
    poll,
    answered: () => answered,
    stop: () => {
      clearInterval(timer);
    },
  };
};

/** The statuses by id. The items stand below `data`, in the newer versions as an array of its own. */
const statusesOf = (document: unknown, { items, id }: List): ReadonlyMap<string, string> | undefined => {
  const root = isObject(document) ? (document.data ?? document) : undefined;
  const listed = Array.isArray(root) ? root : isObject(root) ? root[items] : undefined;
  if (!Array.isArray(listed)) return undefined;
  return new Map(listed.filter(isObject).map((item) => [asText(item[id]), asText(item.status)]));
};
