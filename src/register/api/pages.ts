import type { JsonObject } from '../../nouns/json.js';
import type { Answer } from '../reply.js';
import { cdrError } from './cdr-error.js';

/** One page of a list, with the links and figures that lead to the others. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly links: JsonObject;
  readonly meta: JsonObject;
}

const usualSize = 25;
const largestSize = 1000;

/**
 * Cuts a page out of a list (CDS, pagination): `page` from 1, `page-size` 25 unless told, at most 1000. A page beyond
 * the last is refused with 422, what is no number with 400. `self`: URL of the request, whose other parameters links keep.
 */
export function cutPage<Item>(all: readonly Item[], self: URL): Page<Item> | Answer {
  const size = whole(self.searchParams.get('page-size'), usualSize);
  if (size === undefined || size > largestSize) {
    return cdrError('invalid-page-size', `page-size: a number from 1 to ${largestSize}`);
  }
  const page = whole(self.searchParams.get('page'), 1);
  if (page === undefined) return cdrError('invalid-field', 'page: a number from 1');
  const last = Math.max(1, Math.ceil(all.length / size));
  if (page > last) return cdrError('invalid-page', `page: ${last} is the last`);
  const link = (number: number): string => {
    const url = new URL(self);
    url.searchParams.set('page', String(number));
    url.searchParams.set('page-size', String(size));
    return url.href;
  };
  return {
    items: all.slice((page - 1) * size, page * size),
    links: {
      self: link(page),
      ...(page > 1 ? { first: link(1), prev: link(page - 1) } : {}),
      ...(page < last ? { next: link(page + 1), last: link(last) } : {}),
    },
    meta: { totalRecords: all.length, totalPages: all.length === 0 ? 0 : last },
  };
}

function whole(text: string | null, usual: number): number | undefined {
  if (text === null) return usual;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
