import { setTimeout as sleep } from 'node:timers/promises';

import { Unproven } from '../nouns/errors.js';
import { headerValues, type Answer } from '../nouns/exchange.js';

/** Waits until the next request may leave. */
export type Pace = () => Promise<void>;

/**
 * A token bucket that holds one second's worth of requests; without a rate nothing waits. Waiting requests leave in
 * the order in which they came.
 */
export function tokenBucket(
  requestsPerSecond: number | undefined,
  now: () => number = () => performance.now(),
): Pace {
  if (requestsPerSecond === undefined) return () => Promise.resolve();
  const capacity = Math.max(1, Math.floor(requestsPerSecond));
  let tokens = capacity;
  let counted = now();
  return async () => {
    const moment = now();
    tokens = Math.min(capacity, tokens + ((moment - counted) / 1000) * requestsPerSecond);
    counted = moment;
    // Below zero stand the requests that wait already.
    tokens -= 1;
    if (tokens < 0) await sleep((-tokens / requestsPerSecond) * 1000);
  };
}

/** Milliseconds that Retry-After asks for (RFC 9110 section 10.2.3: seconds, or a date); undefined when it says nothing. */
export function retryAfterMs(answer: Answer, now: Date): number | undefined {
  const text = headerValues(answer.headers, 'retry-after')[0]?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return text === '' || Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/**
 * How long to wait before the same bytes may be sent again after a 429.
 * @throws Unproven when the target names no time, or one beyond `left` milliseconds.
 */
export function waitAfter429(answer: Answer, now: Date, left: number): number {
  const asked = retryAfterMs(answer, now);
  if (asked === undefined) {
    throw new Unproven(
      'the target limits the rate of requests (429, no Retry-After): nothing was learnt. Lower limits.requestsPerSecond.',
    );
  }
  if (asked > left) {
    const seconds = (ms: number): string => String(Math.ceil(ms / 1000));
    throw new Unproven(
      `the target limits the rate of requests (429, Retry-After ${seconds(asked)} s), of which ${seconds(left)} s are left to wait: ` +
        'nothing was learnt. Lower limits.requestsPerSecond, or raise limits.retryAfterMs.',
    );
  }
  return asked;
}
