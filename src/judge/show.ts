import type { Answer, Exchange, StepRecord } from '../nouns/exchange.js';
import { lastExchange } from '../nouns/exchange.js';
import type { Json } from '../nouns/json.js';
import { isJsonObject } from '../nouns/json.js';
import type { Judgement } from '../nouns/plugin.js';

const longest = 160;

/** A value as one short line. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** `a, b or c`. */
export function showAlternatives(items: readonly (string | number)[]): string {
  const texts = items.map(String);
  const last = texts.at(-1) ?? 'nothing';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}

/** What came back, in a few words: `400 invalid_client_metadata`, `201, with client_id "…"`. */
export function showOutcome(exchange: Exchange | undefined): string {
  if (exchange === undefined) return 'the request was not sent';
  const { outcome } = exchange;
  if (outcome.kind === 'no-answer') return `no answer (${outcome.code}: ${outcome.message})`;
  const body = isJsonObject(outcome.json) ? outcome.json : {};
  if (typeof body['error'] === 'string') return `${String(outcome.status)} ${body['error']}`;
  if (typeof body['client_id'] === 'string')
    return `${String(outcome.status)}, with client_id ${show(body['client_id'])}`;
  return String(outcome.status);
}

/** Judges the answer of a step; without an answer nothing is proven, unless the check says otherwise. */
export function onAnswer(
  step: StepRecord,
  expected: string,
  judge: (answer: Answer) => { readonly met: boolean | 'unproven'; readonly actual: string },
): Judgement {
  const exchange = lastExchange(step);
  if (exchange?.outcome.kind !== 'answer')
    return { met: 'unproven', expected, actual: showOutcome(exchange) };
  const { met, actual } = judge(exchange.outcome);
  return met === 'unproven' ? { met, expected, actual } : { met, expected, actual };
}
