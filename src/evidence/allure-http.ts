import type { HttpExchange, HttpExchangeBody } from 'allure-js-commons/http';
import { STATUS_CODES } from 'node:http';
import type { Exchange, Headers } from '../nouns/exchange.js';
import { mediaType } from './media-type.js';
import { visible } from './visible.js';

/** A redacted exchange in the form that Allure 3 renders natively (`application/vnd.allure.http+json`, version 1). */
export function allureHttp(exchange: Exchange): HttpExchange {
  const { request, outcome } = exchange;
  const start = Date.parse(exchange.started);
  return {
    schemaVersion: 1,
    start,
    // Whole milliseconds: a fraction added to a date is shown with all its digits.
    stop: start + Math.round(exchange.durationMs),
    request: {
      method: request.method,
      url: visible(request.url),
      headers: fields(request.headers),
      ...bodyOf(request.headers, request.body, false),
    },
    ...(outcome.kind === 'answer'
      ? {
          response: {
            status: outcome.status,
            statusText: STATUS_CODES[outcome.status] ?? '',
            headers: fields(outcome.headers),
            ...bodyOf(outcome.headers, outcome.body, outcome.truncated),
          },
        }
      : { error: { name: `${outcome.phase}: ${outcome.code}`, message: visible(outcome.message) } }),
  };
}

function fields(headers: Headers): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name: visible(name), value: visible(value) }));
}

/** Types that Allure shows inline; anything else (`application/jwt`) is labelled text, or it would say "no inline view". */
const INLINE = new Set(['application/json', 'application/x-www-form-urlencoded', 'text/plain']);

function bodyOf(headers: Headers, value: string, truncated: boolean): { body?: HttpExchangeBody } {
  if (value === '') return {};
  const type = mediaType(headers) ?? 'text/plain';
  return {
    body: {
      contentType: INLINE.has(type) ? type : 'text/plain',
      encoding: 'utf8',
      value: visible(value),
      size: Buffer.byteLength(value),
      truncated,
    },
  };
}
