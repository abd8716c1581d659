import { TargetError } from '../nouns/errors.js';
import type { NamedPlan } from '../plan/plans-file.js';
import { emptyPatterns, selectCases } from '../plan/select.js';
import { didYouMean } from '../scenario/nearest.js';
import type { PlanFile } from './plan-file.js';

/** What of a plan is wanted. */
export interface Wanted {
  readonly named?: NamedPlan | undefined;
  readonly patterns: readonly string[];
  readonly grep?: string | undefined;
}

/** A plan with only the cases that are wanted, run in the manner of its name. @throws TargetError */
export function narrow(file: PlanFile, { named, patterns, grep }: Wanted): PlanFile {
  const { plan } = file;
  if (named?.evidence === true && (patterns.length > 0 || grep !== undefined)) {
    throw new TargetError(`the plan '${named.name}' runs everything that applies; leave the selection out`);
  }
  const wanted = patterns.length > 0 ? patterns : (named?.cases ?? []);
  const [unknown] = emptyPatterns(plan.cases, wanted);
  // A named plan serves every target: what another edition or flow has may be missing here.
  if (unknown !== undefined && patterns.length > 0) {
    const addresses = plan.cases.map(({ address }) => address);
    throw new TargetError(
      `no case is called '${unknown}'${didYouMean(unknown, addresses)}; 'dcr-conformance list' shows them all`,
    );
  }
  const cases = selectCases(plan.cases, {
    patterns: wanted,
    ...(grep === undefined ? {} : { grep: new RegExp(grep, 'u') }),
  });
  if (cases.length === 0) throw new TargetError(`no case matches '${grep ?? wanted.join(' ')}'`);
  return {
    ...file,
    plan: {
      ...plan,
      cases,
      target: { ...plan.target, strict: plan.target.strict || named?.strict === true },
    },
    ...(named === undefined ? {} : { name: named.name }),
    ...(named?.controls === undefined ? {} : { controls: named.controls }),
    ...(named?.evidence === undefined ? {} : { evidence: named.evidence }),
  };
}
