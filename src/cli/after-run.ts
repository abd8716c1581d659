import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { visible } from '../evidence/visible.js';
import { paperOf } from '../playwright/progress.js';
import { compare, readSide, sideOfLedger, type Side } from '../report/compare.js';
import { comparisonText, gateCode } from '../report/comparison-text.js';
import { readLedger, type RunLedger } from '../report/ledger-file.js';
import { lineDiff } from '../report/line-diff.js';
import { proposeWaivers } from '../report/propose-waivers.js';
import type { Summary } from '../report/summary.js';
import { waiverEntries, waiverYaml } from '../report/waiver-entries.js';
import type { PlanFile } from '../run/plan-file.js';
import { bundleEvidence } from '../run/evidence-bundle.js';
import { say } from '../run/say.js';
import type { TargetRun } from './run-target.js';

/** What a finished run is asked for beside its reports. */
export interface Afterwards {
  /** An earlier run, read before this one takes its place. */
  readonly baseline?: Side;
  readonly noNewFailures: boolean;
  readonly showWaivers: boolean;
  readonly updateWaivers: boolean;
}

/** Flags that are about what comes after a run. */
export interface AfterFlags {
  readonly against?: string | undefined;
  readonly 'no-new-failures'?: boolean | undefined;
  readonly 'show-waivers'?: boolean | undefined;
  readonly 'update-waivers'?: boolean | undefined;
  readonly shard?: string | undefined;
}

/** Says before the run, instead of after it, what cannot be done. @throws TargetError */
export async function prepare(flags: AfterFlags, plans: readonly PlanFile[]): Promise<Afterwards> {
  const { against, shard } = flags;
  const noNewFailures = flags['no-new-failures'] === true;
  if (noNewFailures && against === undefined) {
    throw new TargetError(
      '--no-new-failures needs --against: a reports folder, a ledger.jsonl or a summary.json',
    );
  }
  if (shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/.test(shard)) {
    throw new TargetError(`--shard: expected i/n (2/3), found '${shard}'`);
  }
  const bundled = plans.find(({ evidence }) => evidence === true);
  if (bundled !== undefined && shard !== undefined) {
    throw new TargetError(
      `the plan '${bundled.name ?? ''}' makes evidence of a whole run; it cannot be a shard`,
    );
  }
  return {
    noNewFailures,
    showWaivers: flags['show-waivers'] === true,
    updateWaivers: flags['update-waivers'] === true,
    ...(against === undefined ? {} : { baseline: await readSide(against) }),
  };
}

/** Does it, and gives the exit code; `code` is the gate's without further wishes. */
export async function afterRun(
  { planFile, reports }: TargetRun,
  summary: Summary,
  code: number,
  { baseline, noNewFailures, showWaivers, updateWaivers }: Afterwards,
): Promise<number> {
  const wished = baseline !== undefined || showWaivers || updateWaivers || planFile.evidence === true;
  if (!wished) return code;
  const run = await readLedger(join(reports, 'ledger.jsonl'));
  let result = code;
  if (baseline !== undefined) {
    const comparison = compare(baseline, sideOfLedger(run, relative(process.cwd(), reports)));
    say(`\n${comparisonText(comparison, paperOf(process.stdout, process.env))}`);
    if (noNewFailures) result = gateCode(comparison, summary);
  }
  if (showWaivers) say(`\n${showEntries(run)}`);
  if (updateWaivers) say(`\n${propose(run, planFile.plan.target.file)}`);
  if (planFile.evidence === true) {
    const bundle = await bundleEvidence(run, planFile, { reports, keys: join(process.cwd(), 'keys') });
    say(`\n${bundle.text}`);
    if (bundle.refused && result === 0) result = 3;
  }
  return result;
}

/** The entries that would excuse what is broken. */
export function showEntries(run: RunLedger): string {
  const entries = waiverEntries(run);
  return entries.length === 0
    ? 'Nothing is broken that a waiver could excuse.\n'
    : `# To excuse these for a while, with your own reasons, in the target file:\nwaivers:\n${waiverYaml(entries)}`;
}

/** Writes the proposal beside the target file, and shows how it differs; the target file itself stays as it is. */
function propose(run: RunLedger, targetFile: string): string {
  if (!existsSync(targetFile)) throw new TargetError(`${targetFile}: there is no such target file`);
  const before = readFileSync(targetFile, 'utf8');
  const proposal = proposeWaivers(before, run);
  if (proposal === undefined) return `${targetFile}: the waivers fit this run; nothing to propose.\n`;
  const path = targetFile.replace(/(\.ya?ml)?$/, '.proposed.yaml');
  writeFileSync(path, proposal.text);
  return [
    `${path}: ${String(proposal.added)} waivers added, ${String(proposal.removed)} stale ones taken out. Nothing is excused yet:`,
    `write the reasons, then put it in the place of ${targetFile}.`,
    ...lineDiff(before, proposal.text).map((line) => `  ${visible(line)}`),
    '',
  ].join('\n');
}
