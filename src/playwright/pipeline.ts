import { setTimeout as sleep } from 'node:timers/promises';

/** Results that are worked out ahead of those who ask for them, in the order of the items. */
export interface Pipeline<Item, Result> {
  /** The item's result; begins the work on it, and on those after it, if it has not begun. Errors reach who asks. */
  take(item: Item): Promise<Result>;
  /** Begins nothing more; resolves when what is in work has ended, or after `graceMs`. */
  wind(graceMs: number): Promise<void>;
}

/**
 * Works on several items of a list at a time, so that a slow target is not waited for one case after the other. The
 * first call of `take` begins; at most `inFlight` items are in work, and each is worked on once.
 */
export function openPipeline<Item, Result>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item) => Promise<Result>,
): Pipeline<Item, Result> {
  const settled = new Map<Item, PromiseWithResolvers<Result>>();
  for (const item of items) settled.set(item, withResolvers<Result>());
  const busy = new Set<Promise<unknown>>();
  let begun = false;
  let winding = false;

  const start = (item: Item): Promise<Result> => {
    const result = work(item);
    const settling: Promise<void> = result.then(
      () => void busy.delete(settling),
      () => void busy.delete(settling),
    );
    busy.add(settling);
    return result;
  };

  const lane = async (queue: Iterator<Item, undefined>): Promise<void> => {
    for (let next = queue.next(); next.done !== true && !winding; next = queue.next()) {
      const mine = settled.get(next.value);
      await start(next.value).then(mine?.resolve, mine?.reject);
    }
  };

  const begin = (): void => {
    begun = true;
    const queue = items[Symbol.iterator]() as Iterator<Item, undefined>;
    for (let index = 0; index < inFlight; index += 1) void lane(queue);
  };

  return {
    take: (item) => {
      const mine = settled.get(item);
      if (mine === undefined) return start(item);
      if (!begun) begin();
      return mine.promise;
    },
    wind: async (graceMs) => {
      winding = true;
      const grace = new AbortController();
      const patience = sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
      await Promise.race([Promise.all(busy), patience]);
      grace.abort();
    },
  };
}

interface PromiseWithResolvers<Result> {
  readonly promise: Promise<Result>;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/** `Promise.withResolvers` needs Node 22. A rejection that nobody asked for is no crash: whoever takes it will see it. */
function withResolvers<Result>(): PromiseWithResolvers<Result> {
  let resolve: (result: Result) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Result>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
