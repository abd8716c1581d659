import { jsonText } from '../evidence/json-text.js';
import { oneLine } from '../evidence/visible.js';
import type { Case } from '../nouns/case.js';
import { selectCases } from '../plan/select.js';
import { tally, tallyLine } from '../plan/tally.js';
import { compilePlan } from '../run/compile.js';
import { say } from '../run/say.js';
import { parse, placesFrom, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

/** `dcr-conformance list [CASE ...] [--json]`: what would run, and what would not and why; no network. */
export async function list(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { ...targetFlags, json: { type: 'boolean' } });
  const folders = packageFolders();
  const { plan } = await compilePlan(
    wishesFrom(values, folders.targets),
    placesFrom(values, folders.scenarios),
    today(),
  );
  const cases = selectCases(plan.cases, { patterns: positionals });
  const text =
    values.json === true
      ? jsonText({ standard: plan.standard, counts: tally(plan), cases: cases.map(entry) })
      : `${cases.map(line).join('\n')}\n${String(cases.length)} cases, standard ${plan.standard.version} as of ${plan.standard.asOf}\n${tallyLine(tally(plan))}\n`;
  say(text);
  return 0;
}

function entry(one: Case): object {
  return {
    address: one.address,
    title: one.title,
    flow: one.flow,
    covers: one.covers,
    needs: one.needs,
    applicable: one.applicable.yes,
    ...(one.applicable.yes ? {} : { reason: one.applicable.reason }),
    at: one.at,
  };
}

function line(one: Case): string {
  const address = oneLine(one.address);
  return one.applicable.yes ? `  ${address}` : `- ${address}  (${oneLine(one.applicable.reason)})`;
}
