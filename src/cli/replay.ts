import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { files } from '../cast/store.js';
import { tlsIdentities, type TlsIdentityName } from '../cast/names.js';
import { curlLine } from '../evidence/curl.js';
import { failureText } from '../evidence/failure-text.js';
import { quote } from '../evidence/shell-quote.js';
import { wireLog } from '../evidence/wire-log.js';
import type { Case } from '../nouns/case.js';
import { TargetError } from '../nouns/errors.js';
import type { CaseRecord } from '../nouns/finding.js';
import type { Target } from '../nouns/target.js';
import { openControls } from '../recipient/controls.js';
import type { Action } from '../recipient/action.js';
import { readLedger } from '../report/ledger-file.js';
import { didYouMean } from '../scenario/nearest.js';
import { forget, wireByHand, type Hand } from '../run/by-hand.js';
import { compilePlan } from '../run/compile.js';
import { freshSeed } from '../run/seed.js';
import { lendPlan } from '../run/plan-file.js';
import { conduct, type Stage } from '../run/conduct.js';
import { narrow } from '../run/narrow.js';
import { say } from '../run/say.js';
import { openSession } from '../run/session.js';
import { openStage } from '../run/stage.js';
import { parse, placesFrom, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

const flags = {
  ...targetFlags,
  seed: { type: 'string' },
  reports: { type: 'string' },
  'by-hand': { type: 'string' },
} as const;

/**
 * `dcr-conformance replay CASE`: runs one case again with the seed of the last run and shows every exchange, redacted.
 * With `--by-hand STEP` the requests of that step lie ready for curl, and the case goes on with what curl was answered.
 */
export async function replay(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, flags);
  const folders = packageFolders();
  const wishes = wishesFrom(values, folders.targets);
  const compiled = await compilePlan(wishes, placesFrom(values, folders.scenarios), today());
  const planFile = narrow(compiled, { patterns: positionals });
  const [one, ...others] = positionals.length === 0 ? [] : planFile.plan.cases;
  if (one === undefined)
    throw new TargetError('replay which case? For example: replay registration/life-cycle/new-life@code');
  if (others.length > 0) {
    const names = planFile.plan.cases.map(({ address }) => `  ${address}`);
    throw new TargetError(
      `replay takes one case; '${positionals.join(' ')}' names ${String(names.length)}:\n${names.slice(0, 20).join('\n')}`,
    );
  }
  const wanted = values['by-hand'];
  if (wanted !== undefined && !one.steps.some(({ name }) => name === wanted)) {
    const names = one.steps.map(({ name }) => name);
    throw new TargetError(
      `--by-hand: ${one.address} has no step '${wanted}'${didYouMean(wanted, names)}; its steps: ${names.join(', ')}`,
    );
  }
  const reports = resolve(values.reports ?? 'reports');
  const { target } = planFile.plan;
  const seed = values.seed ?? (await seedOf(reports, target)) ?? freshSeed();
  const keys = join(process.cwd(), 'keys');
  return lendPlan(planFile, async (planPath) => {
    const session = await openSession({ planPath, planFile, keys, reports, seed, skipDoctor: true });
    try {
      const open = await openStage(session.path);
      try {
        const authority = trustFile(join(dirname(session.path), 'trust.pem'), session.file.trust);
        const hand: Hand = {
          folder: join(reports, 'replay'),
          ask: (command) =>
            ask(
              `\n# The request of the step '${wanted ?? ''}', ready to be sent once, from this folder:\n${command}`,
            ),
          certificate: (name) => pemFiles(name, target, keys),
          authority,
          insecure: target.insecure === true,
          route: open.stage.world.route,
        };
        const stage = wanted === undefined ? open.stage : stageByHand(open.stage, one, wanted, hand);
        const record = await conduct(one, stage).finally(() => {
          forget(hand);
        });
        say(show(record, stage, seed, keys));
        return codeOf(record);
      } finally {
        await open.close();
      }
    } finally {
      await session.close();
      // An open pipe would keep the process waiting for a further line.
      if (wanted !== undefined) process.stdin.destroy();
    }
  });
}

/** The seed of the last run, if it was against this target. */
async function seedOf(reports: string, target: Target): Promise<string | undefined> {
  const file = join(reports, 'ledger.jsonl');
  if (!existsSync(file)) return undefined;
  const { header } = await readLedger(file);
  if (header.target.name === target.name) return header.seed;
  throw new TargetError(
    `${file} is of the target '${header.target.name}', not of '${target.name}'; name that target with -t, or give a --seed`,
  );
}

/** The stage with the requests of one step sent by hand; controls and clean-up are not. */
function stageByHand(stage: Stage, one: Case, wanted: string, hand: Hand): Stage {
  let done = 0;
  let byHand = false;
  const watched = (action: Action): Action => ({
    ...action,
    perform: async (doing) => {
      if (doing.purpose !== 'step') return action.perform(doing);
      byHand = one.steps[done]?.name === wanted;
      done += 1;
      return action.perform(doing).finally(() => (byHand = false));
    },
  });
  const actions = new Map([...stage.plugins.actions].map(([name, action]) => [name, watched(action)]));
  return {
    ...stage,
    plugins: { ...stage.plugins, actions },
    world: { ...stage.world, wire: wireByHand(stage.world.wire, hand, () => byHand) },
    controls: openControls(stage.world, stage.plugins.actions),
  };
}

/** Shows a command and waits until Enter is pressed (or the input ends). */
function ask(text: string): Promise<void> {
  say(`${text}# Run it in another terminal, then press Enter here.\n`);
  const lines = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    lines.once('line', () => {
      lines.close();
    });
    lines.once('close', resolve);
  });
}

/** PEM files of a client certificate; undefined for none, and where they come from the environment. */
function pemFiles(name: string, { identity }: Target, keys: string): ReturnType<Hand['certificate']> {
  if (name === 'none' || !Object.hasOwn(tlsIdentities, name)) return undefined;
  if (name === 'recipient' && identity?.certificate !== undefined && identity.key !== undefined) {
    const { certificate, key } = identity;
    return certificate.kind === 'file' && key.kind === 'file'
      ? { certificate: certificate.path, key: key.path }
      : undefined;
  }
  const own = name as TlsIdentityName;
  return { certificate: files.certificate(keys, own), key: files.tlsKey(keys, tlsIdentities[own].key) };
}

function trustFile(path: string, trust: readonly string[]): string | undefined {
  if (trust.length === 0) return undefined;
  writeFileSync(path, trust.join('\n'));
  return path;
}

function show(record: CaseRecord, { plan }: Stage, seed: string, keys: string): string {
  const exchanges = record.steps.flatMap((step) => step.exchanges);
  return [
    `# seed ${seed}`,
    wireLog(record),
    '# The same requests for curl. Signatures and tokens are cut: --by-hand STEP makes fresh ones.',
    ...exportLines(plan.target, keys),
    ...exchanges.map((exchange) => curlLine(exchange)),
    failureText(record, plan),
    '',
  ].join('\n');
}

/** What the variables of the curl lines stand for here. */
function exportLines(target: Target, keys: string): readonly string[] {
  const pair = pemFiles('recipient', target, keys);
  const authorities =
    target.where.kind === 'embedded' ? [files.certificate(keys, 'register-authority')] : target.trust;
  const [authority, ...others] = authorities;
  return [
    ...(pair === undefined ? [] : [`export DCR_CERT=${quote(pair.certificate)} DCR_KEY=${quote(pair.key)}`]),
    ...(authority === undefined || others.length > 0 ? [] : [`export DCR_CA=${quote(authority)}`]),
    ...(others.length > 0 ? [`# DCR_CA: one file that holds ${authorities.join(', ')}`] : []),
  ];
}

function codeOf({ verdict }: CaseRecord): number {
  if (verdict === 'harness-error') return 4;
  if (verdict === 'failed' || verdict === 'stale') return 1;
  return verdict === 'unproven' ? 3 : 0;
}
