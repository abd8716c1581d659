import { join, resolve } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import { oneLine } from '../evidence/visible.js';
import { dialectOf } from '../recipient/dialects/index.js';
import { groupBy } from '../report/group-by.js';
import { removeAbandonedFolders } from '../run/abandoned-folders.js';
import { openTarget } from '../run/compile.js';
import { openGround, type Ground } from '../run/ground.js';
import { forget, openEntries, openJournal, type OpenEntry } from '../run/journal.js';
import { loadPlugins } from '../run/plugins.js';
import { say } from '../run/say.js';
import { journalFile } from '../run/session-file.js';
import { sweep, type Swept } from '../run/sweep.js';
import { worldOn } from '../run/world.js';
import { parse, targetFlags, targetPath, today } from './options.js';
import { packageFolders } from './places.js';

const flags = { ...targetFlags, reports: { type: 'string' } } as const;

/**
 * `dcr-conformance cleanup [-t TARGET]`: removes what earlier runs registered and could not remove, as the journal in
 * the reports folder tells, and the temporary folders of runs that were killed. Exit code 0 when nothing is left, 3 when something is.
 */
export async function cleanup(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const journal = journalFile(resolve(values.reports ?? 'reports'));
  const folders = await removeAbandonedFolders();
  if (folders > 0) say(`Temporary folders of runs that were killed: ${folders} removed.\n`);
  const entries = openEntries(journal);
  const [newest] = entries.toReversed();
  if (newest === undefined) {
    say('Nothing is left behind, as far as the journal knows.\n');
    return 0;
  }
  // Without -t: the target of the last run that left something.
  const file =
    values.target === undefined ? newest.run.file : targetPath(values.target, packageFolders().targets);
  const mine = entries.filter(({ run }) => run.file === file);
  if (mine.length === 0)
    throw new TargetError(`the journal knows of no registration at ${file}; it does at ${newest.run.file}`);
  const swept: Swept[] = [];
  for (const group of byAddress(mine)) swept.push(...(await sweepGroup(group, file, journal)));
  for (const one of swept) {
    if (one.outcome === 'left' && one.entry.clientId === undefined) forget(journal, one.entry.softwareId);
  }
  say(report(swept, entries.length - mine.length));
  return swept.some(({ outcome }) => outcome === 'left') ? 3 : 0;
}

/** The holder knows our keys by their URL, so our host has to come back under the address of the run that registered. */
function byAddress(entries: readonly OpenEntry[]): readonly (readonly OpenEntry[])[] {
  return [...groupBy(entries, ({ run }) => `${run.hostUrl} ${String(run.listen.port)}`).values()];
}

async function sweepGroup(
  entries: readonly OpenEntry[],
  file: string,
  journal: string,
): Promise<readonly Swept[]> {
  const [first] = entries;
  if (first === undefined) return [];
  const { run } = first;
  if (run.embedded) {
    const note = openJournal(journal, run.run);
    for (const { clientId, softwareId } of entries) {
      if (clientId === undefined) forget(journal, softwareId);
      else note.removed(clientId);
    }
    return entries.map((entry) => ({ entry, outcome: 'gone' }));
  }
  const target = openTarget(
    { target: file, ...(run.profile === undefined ? {} : { profile: run.profile }) },
    today(),
  );
  let ground: Ground;
  try {
    ground = await openGround({
      target,
      keys: join(process.cwd(), 'keys'),
      listen: run.listen,
      lendsNothing: true,
    });
  } catch (error) {
    if (!(error instanceof TargetError) || !error.message.includes('cannot listen')) throw error;
    const reason = `${error.message}: the holder knows our keys by ${run.hostUrl}, so that port must be free; end what listens there and try again`;
    return entries.map((entry) => ({ entry, outcome: 'left', reason }));
  }
  try {
    if (ground.host.url !== run.hostUrl) {
      say(
        `The run was ${run.hostUrl} to the holder, now we are ${ground.host.url}: it may not find our keys.\n`,
      );
    }
    const plugins = await loadPlugins();
    const world = worldOn(ground, {
      facts: await dialectOf(target.profile).learn(target, ground.discoveryUrl, ground.wire),
      seed: run.run,
      journal: openJournal(journal, run.run),
      plugins,
    });
    return await sweep(entries, world, plugins);
  } finally {
    await ground.close();
  }
}

function report(swept: readonly Swept[], others: number): string {
  const count = (outcome: Swept['outcome']): number => swept.filter((one) => one.outcome === outcome).length;
  const left = swept.flatMap((one) => (one.outcome === 'left' ? [one] : []));
  return [
    `${count('removed')} removed, ${count('gone')} gone already, ${left.length} left`,
    ...left.map(
      ({ entry, reason }) =>
        `  ${oneLine(entry.clientId ?? '(client_id unknown)')}  software_id ${entry.softwareId}, registered by ${oneLine(entry.case)}: ${oneLine(reason)}`,
    ),
    ...(others > 0 ? [`${others} more at other targets: name one with -t`] : []),
    '',
  ].join('\n');
}
