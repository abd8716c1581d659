import { join } from 'node:path';

import { TargetError } from '../nouns/errors.js';
import type { Target } from '../nouns/target.js';
import { openJournal } from '../run/journal.js';
import { loadPlugins } from '../run/plugins.js';
import { blockingFault, sound, type Checked, type Diagnosis } from '../run/doctor/diagnosis.js';
import { checkups, examine } from '../run/doctor/examine.js';
import { checkedText } from '../run/doctor/tell.js';
import { openGround, type Ground } from '../run/ground.js';
import { readCredentials } from '../run/identity.js';
import { openTarget } from '../run/compile.js';
import { beginRun } from '../run/journal.js';
import { journalFile } from '../run/session.js';
import { parse, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

const flags = { ...targetFlags, reports: { type: 'string' }, json: { type: 'boolean' } } as const;

/**
 * `dcr-conformance doctor [-t TARGET] [--json]`: examines a set-up, check by check. Exit code 0 when all is sound, 2
 * when a file of the user's is wrong, 3 when the target cannot be judged.
 */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const wishes = wishesFrom(values, packageFolders().targets);
  const tell = values.json === true ? () => undefined : (one: Checked) => process.stdout.write(checkedText(one));
  const reports = join(process.cwd(), values.reports ?? 'reports');
  const checked: Checked[] = [];
  const note = (one: Checked): void => {
    checked.push(one);
    tell(one);
  };
  const opened = await openStepByStep(() => openTarget(wishes, today()), note);
  if (opened === undefined) {
    for (const { id, title, blocks } of checkups) {
      note({ id, title, blocks, finding: { state: 'not-attempted', because: 'the files have to be right first' } });
    }
    return finish(checked, 2, values.json);
  }
  try {
    const run = `doctor-${String(process.pid)}-${String(Date.now())}`;
    const { host, target } = opened;
    beginRun(journalFile(reports), {
      at: new Date().toISOString(),
      run,
      pid: process.pid,
      target: target.name,
      file: target.file,
      embedded: target.where.kind === 'embedded',
      hostUrl: host.url,
      listen: { host: target.host.listen.host, port: host.port },
    });
    const examined = await examine(opened, {
      plugins: await loadPlugins(),
      journal: openJournal(journalFile(reports), run),
      onChecked: tell,
    });
    return finish([...checked, ...examined.checked], 3, values.json);
  } finally {
    await opened.close();
  }
}

/** What comes before the network: the target file, the keys it names, and our own host. */
async function openStepByStep(
  read: () => Target,
  note: (one: Checked) => void,
): Promise<Ground | undefined> {
  const step = (id: string, title: string, finding: Checked['finding']): void => {
    note({ id, title, blocks: true, finding });
  };
  let target: Target;
  try {
    target = read();
  } catch (error) {
    step('target-file', 'the target file is sound', { state: 'faulty', diagnosis: userFault('target-file', error) });
    return undefined;
  }
  step('target-file', 'the target file is sound', sound(target.file));
  const credentials = readCredentials(target, process.env, new Date());
  const keysTitle = 'keys and certificates are readable, current and belong together';
  if ('wrong' in credentials) {
    step('keys', keysTitle, { state: 'faulty', diagnosis: credentials.wrong });
    return undefined;
  }
  const own = credentials.client !== undefined || credentials.signing.length > 0;
  step('keys', keysTitle, sound(own ? 'your own' : "the harness's own cast, in keys/"));
  try {
    const ground = await openGround({ target, keys: join(process.cwd(), 'keys') });
    step('listen', 'our host listens', sound(`${target.host.listen.host}:${ground.host.port}, as ${ground.host.url}`));
    return ground;
  } catch (error) {
    const taken = error instanceof TargetError && error.message.includes('cannot listen');
    step('listen', 'our host listens', {
      state: 'faulty',
      diagnosis: userFault(taken ? 'own-port-taken' : 'target-file', error),
    });
    return undefined;
  }
}

function userFault(fault: Diagnosis['fault'], error: unknown): Diagnosis {
  if (!(error instanceof TargetError)) throw error;
  return fault === 'own-port-taken'
    ? {
        fault,
        cause: 'our host cannot listen where the target file says',
        evidence: error.message,
        cure: 'end what listens there (another run, serve?), or choose another port under host.listen; 0 lets the system choose',
      }
    : { fault, cause: 'the target file cannot be used', evidence: error.message, cure: 'mend it at the place named' };
}

function finish(checked: readonly Checked[], red: 2 | 3, json: boolean | undefined): number {
  const faults = checked.filter(({ finding }) => finding.state === 'faulty');
  const fault = blockingFault(checked);
  if (json === true) process.stdout.write(`${JSON.stringify({ checks: checked, cause: fault ?? null }, null, 2)}\n`);
  else {
    const attempted = checked.filter(({ finding }) => finding.state !== 'not-attempted').length;
    process.stdout.write(
      faults.length === 0
        ? `\nAll ${attempted} checks are sound: 'dcr-conformance run' can judge this target.\n`
        : `\n${faults.length} of ${attempted} checks failed; ${fault === undefined ? 'none of them stops a run' : 'mend the first one first'}.\n`,
    );
  }
  return faults.length === 0 ? 0 : red;
}
