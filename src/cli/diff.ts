import { jsonText } from '../evidence/json-text.js';
import { TargetError } from '../nouns/errors.js';
import { paperOf } from '../playwright/progress.js';
import { compare, readSide } from '../report/compare.js';
import { comparisonText } from '../report/comparison-text.js';
import { say } from '../run/say.js';
import { parse } from './options.js';

/** `dcr-conformance diff A B [--json]`: what two runs, or two holders, differ in; exit code 1 when B breaks what A met. */
export async function diff(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new TargetError(
      'diff takes two runs, each a reports folder or a ledger: diff reports-before reports',
    );
  }
  const comparison = compare(await readSide(before), await readSide(after));
  say(
    values.json === true
      ? jsonText(comparison)
      : comparisonText(comparison, paperOf(process.stdout, process.env)),
  );
  return comparison.newlyBroken.length > 0 ? 1 : 0;
}
