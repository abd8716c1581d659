import type { Deviation } from '../nouns/exchange.js';
import type { Json } from '../nouns/json.js';
import { oneLine } from './visible.js';

/** What was changed in the valid request, in the manner of a unified diff; a header line says which is which. */
export function unifiedDiff(deviations: readonly Deviation[]): string {
  if (deviations.length === 0) return 'The valid request was sent unaltered.\n';
  const width = Math.max(...deviations.map(({ where }) => where.length));
  const line = (sign: '-' | '+', where: string, value: Json | undefined): readonly string[] =>
    value === undefined ? [] : [`${sign} ${where.padEnd(width)}  ${oneLine(JSON.stringify(value), 2000)}`];
  return [
    '--- the valid request',
    '+++ the request that was sent',
    ...deviations.flatMap(({ where, valid, sent }) => [
      ...line('-', where, valid),
      ...line('+', where, sent),
    ]),
    '',
  ].join('\n');
}

/** A deviation as a clause: `claims.aud "x" instead of "y"`. */
export function describeDeviation({ where, valid, sent }: Deviation): string {
  const show = (value: Json): string => oneLine(JSON.stringify(value), 120);
  if (sent === undefined) return `without ${where}`;
  return valid === undefined
    ? `with ${where} ${show(sent)} added`
    : `with ${where} ${show(sent)} instead of ${show(valid)}`;
}
