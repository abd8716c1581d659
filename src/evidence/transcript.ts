import type { Exchange, Headers } from '../nouns/exchange.js';
import { visible } from './visible.js';

/**
 * A redacted exchange as text: `>` what we sent, `<` what came back, `*` what is on neither side's wire.
 * Control characters and terminal escapes are written out.
 */
export function transcript(exchange: Exchange): string {
  const { request, outcome } = exchange;
  return [
    ...marked('*', [
      `${exchange.started}  ${exchange.action} (${exchange.purpose}), client certificate: ${request.clientCertificate}`,
      ...(exchange.deferred ?? []).map(
        ({ at, status, waitMs }) => `${at}  answered ${String(status)}; sent again after ${formatMs(waitMs)}`,
      ),
    ]),
    ...marked('>', [`${request.method} ${request.url}`, ...fields(request.headers)]),
    ...body('>', request.body),
    ...(outcome.kind === 'answer'
      ? [
          ...marked('<', [String(outcome.status), ...fields(outcome.headers)]),
          ...body('<', outcome.body),
          ...(outcome.truncated ? ['* the body was longer than the limit; the rest was not read'] : []),
          ...(outcome.tls === undefined
            ? []
            : marked('*', [`${outcome.tls.protocol}, ${outcome.tls.cipher}`])),
        ]
      : marked('*', [`no answer: ${outcome.phase}, ${outcome.code}: ${outcome.message}`])),
    `* ${formatMs(exchange.durationMs)}`,
    '',
  ].join('\n');
}

/** Milliseconds for people: one decimal below 100. */
export function formatMs(ms: number): string {
  return ms < 100
    ? `${ms.toFixed(1)} ms`
    : ms < 10_000
      ? `${Math.round(ms)} ms`
      : `${(ms / 1000).toFixed(1)} s`;
}

function fields(headers: Headers): readonly string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

function body(side: '<' | '>', text: string): readonly string[] {
  return text === '' ? [] : [side, ...marked(side, text.split('\n'))];
}

/** A line feed within a header field would look like another line of the exchange. */
function marked(side: '<' | '>' | '*', lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${side} ${visible(line).replaceAll('\n', '\\n')}`);
}
