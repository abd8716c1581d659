import { allureHttp } from '../evidence/allure-http.js';
import { curlLine } from '../evidence/curl.js';
import { decoded } from '../evidence/decoded.js';
import { unifiedDiff } from '../evidence/diff.js';
import { oneLine } from '../evidence/visible.js';
import type { Exchange, StepRecord } from '../nouns/exchange.js';

export interface AllureAttachment {
  readonly name: string;
  readonly contentType: string;
  /** With the full stop. */
  readonly fileExtension: string;
  readonly body: string;
}

/** One exchange, in the form that Allure renders itself. */
export function exchangeAttachment(exchange: Exchange): AllureAttachment {
  const { outcome, request } = exchange;
  const came = outcome.kind === 'answer' ? String(outcome.status) : outcome.code;
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
  const purpose = exchange.purpose === 'step' ? '' : `${exchange.purpose}: `;
  return {
    name: oneLine(`${purpose}${request.method} ${path} → ${came}`, 120),
    contentType: 'application/vnd.allure.http+json',
    fileExtension: '.httpexchange',
    body: JSON.stringify(allureHttp(exchange)),
  };
}

/**
 * The evidence about the exchange that was judged: few files, since each costs the run a write, and its page the reading.
 * `repeatable`: somebody will want to send it by hand; what passed, `replay` sends again.
 */
export function evidenceOf(
  step: StepRecord,
  exchange: Exchange | undefined,
  repeatable: boolean,
): readonly AllureAttachment[] {
  if (exchange === undefined) return [];
  const jwts = decoded(exchange);
  const text = { contentType: 'text/plain', fileExtension: '.txt' };
  return [
    ...(step.deviations.length === 0
      ? []
      : [{ name: 'difference from the valid request', ...text, body: unifiedDiff(step.deviations) }]),
    ...(jwts === undefined
      ? []
      : [{ name: 'decoded JWTs', contentType: 'application/json', fileExtension: '.json', body: jwts }]),
    ...(repeatable ? [{ name: 'curl', ...text, body: curlLine(exchange) }] : []),
    ...(step.fetches.length === 0
      ? []
      : [{ name: 'fetches from our host', ...text, body: step.fetches.map(fetchLine).join('\n') }]),
  ];
}

function fetchLine({ at, method, path, status }: StepRecord['fetches'][number]): string {
  return oneLine(`${at}  ${method} ${path} → ${status}`);
}
