import { bodyFault, type Exchange } from '../nouns/exchange.js';
import { isJsonObject } from '../nouns/json.js';

/** `was answered 400 invalid_client_metadata`, for messages. Names what keeps a successful answer from being read. */
export function outcomeOf(exchanges: readonly Exchange[]): string {
  const outcome = exchanges.at(-1)?.outcome;
  if (outcome === undefined) return 'was not sent';
  if (outcome.kind === 'no-answer') return `got no answer (${outcome.code}: ${outcome.message})`;
  const status = String(outcome.status);
  const fault = bodyFault(outcome);
  if (fault !== undefined) {
    return outcome.status < 300 ? `was answered ${status} with ${fault}` : `was answered ${status}`;
  }
  const error = isJsonObject(outcome.json) ? outcome.json['error'] : undefined;
  return error === undefined
    ? `was answered ${status}`
    : `was answered ${status} ${String(error).slice(0, 100)}`;
}
