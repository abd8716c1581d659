import type { Exchange, StepRecord } from '../nouns/exchange.js';
import { lastExchange } from '../nouns/exchange.js';
import { describeDeviation } from './diff.js';

/** What the step sent and how it differs from the valid request, after what. */
export function didOf(step: StepRecord, steps: readonly StepRecord[]): string {
  const exchange = lastExchange(step);
  const deviations = step.deviations.map(describeDeviation).join(', ');
  const who = step.by === 'self' ? '' : ` as ${step.by}`;
  const what = exchange === undefined ? 'nothing was sent' : requestLine(exchange);
  const before = steps
    .slice(0, steps.indexOf(step))
    .map((earlier) => `${earlier.name} (${outcomeOf(earlier)})`);
  const after = before.length === 0 ? '' : `, after ${before.join(', ')}`;
  return `${step.name}${who}: ${what}, ${deviations === '' ? 'the valid request unaltered' : deviations}${after}`;
}

function outcomeOf(step: StepRecord): string {
  const outcome = (lastExchange(step) ?? step.exchanges.at(-1))?.outcome;
  if (outcome === undefined) return 'nothing sent';
  return outcome.kind === 'answer' ? String(outcome.status) : outcome.code;
}

function requestLine({ request }: Exchange): string {
  const certificate =
    request.clientCertificate === 'recipient' ? '' : ` with client certificate ${request.clientCertificate}`;
  return `${request.method} ${request.url}${certificate}`;
}
