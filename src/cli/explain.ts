import { explainCheck } from '../judge/judge.js';
import { TargetError } from '../nouns/errors.js';
import { selectCases } from '../plan/select.js';
import { compilePlan } from '../run/compile.js';
import { loadPlugins } from '../run/plugins.js';
import { explain } from '../scenario/explain.js';
import { say } from '../run/say.js';
import { parse, placesFrom, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

/** `dcr-conformance explain CASE ...`: what a case is about, what it sends and what it expects; no network. */
export async function explainCases(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, targetFlags);
  if (positionals.length === 0)
    throw new TargetError('explain which case? For example: explain registration/life-cycle');
  const folders = packageFolders();
  const { plan } = await compilePlan(
    wishesFrom(values, folders.targets),
    placesFrom(values, folders.scenarios),
    today(),
  );
  const { actions, checks } = await loadPlugins();
  const cases = selectCases(plan.cases, { patterns: positionals });
  if (cases.length === 0) throw new TargetError(`no case is called '${positionals.join(' ')}'`);
  const texts = cases.map((one) =>
    explain(one, plan.ledger, {
      check: (check, checkArgs) => explainCheck(checks, check, checkArgs),
      action: (action) => actions.get(action)?.prose,
    }),
  );
  say(`${texts.join('\n\n---\n\n')}\n`);
  return 0;
}
