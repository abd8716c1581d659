import { addressText } from '../../nouns/address.js';
import { TargetError } from '../../nouns/errors.js';
import type { Target } from '../../nouns/target.js';
import type { Environment } from '../../plan/interpolate.js';
import { ProxySettingError } from '../../recipient/proxy.js';
import { ProxyFault } from '../../recipient/proxy-fault.js';
import { RegisterFault } from '../../register-client/register-fault.js';
import { castFor } from '../wiring.js';
import { openGround, type BrandFinder, type Ground } from '../ground.js';
import { readCredentials } from '../identity.js';
import { openJournal } from '../journal.js';
import { noteRun } from '../note-run.js';
import { loadPlugins } from '../plugins.js';
import { sound, type Checked, type Diagnosis } from './diagnosis.js';
import { keysFinding } from './keys-finding.js';
import { checkupsOf, examine } from './examine.js';

export interface Consultation {
  /** Reads the target file; TargetError when it cannot be used. */
  readonly read: () => Target;
  /** Folder of the cast's keys. */
  readonly keys: string;
  /** File in which the registration that is tried is noted. */
  readonly journal: string;
  readonly env: Environment;
  readonly onChecked?: (checked: Checked) => void;
  readonly findBrand?: BrandFinder;
}

export interface Report {
  readonly checked: readonly Checked[];
  /** What stopped before the network was touched: the user's files are wrong. */
  readonly filesAreWrong: boolean;
}

/** Everything that can be examined of a set-up, from the target file to the deletion of a registration. */
export async function consult(consultation: Consultation): Promise<Report> {
  const { journal, onChecked = () => undefined } = consultation;
  const checked: Checked[] = [];
  const note = (one: Checked): void => {
    checked.push(one);
    onChecked(one);
  };
  const ground = await openStepByStep(consultation, note);
  if (ground === undefined) {
    const filesAreWrong = checked.every(({ id }) => id !== 'register');
    const because = `${filesAreWrong ? 'the files have' : 'the Register has'} to be right first`;
    // Without a target file nobody knows the profile; most are the CDR's.
    for (const { id, title, blocks } of checkupsOf('cdr-au')) {
      note({ id, title, blocks, finding: { state: 'not-attempted', because } });
    }
    return { checked, filesAreWrong };
  }
  try {
    const run = noteRun(ground, journal);
    const plugins = await loadPlugins();
    const examined = await examine(ground, { plugins, journal: openJournal(journal, run), onChecked });
    return { checked: [...checked, ...examined.checked], filesAreWrong: false };
  } finally {
    await ground.close();
  }
}

/** What comes before the network: the target file, the keys it names, and our own host. */
async function openStepByStep(
  { read, keys, env, findBrand }: Consultation,
  note: (one: Checked) => void,
): Promise<Ground | undefined> {
  const step = (id: string, title: string, finding: Checked['finding']): void => {
    note({ id, title, blocks: true, finding });
  };
  const fileTitle = 'the target file is sound';
  let target: Target;
  try {
    target = read();
  } catch (error) {
    step('target-file', fileTitle, { state: 'faulty', diagnosis: fileFault(error) });
    return undefined;
  }
  step('target-file', fileTitle, sound(target.file));
  const keysTitle = 'keys and certificates are readable, current and belong together';
  const credentials = readCredentials(target, env, new Date());
  if ('wrong' in credentials) {
    step('keys', keysTitle, { state: 'faulty', diagnosis: credentials.wrong });
    return undefined;
  }
  try {
    const cast = await castFor(target, keys, credentials);
    step('keys', keysTitle, keysFinding(cast, credentials, new Date()));
  } catch (error) {
    step('keys', keysTitle, { state: 'faulty', diagnosis: fileFault(error, 'key-unreadable') });
    return undefined;
  }
  const listenTitle = 'our host listens';
  const registerTitle = 'there are SSAs of every software product';
  try {
    const ground = await openGround({ target, keys, ...(findBrand === undefined ? {} : { findBrand }) });
    step(
      'listen',
      listenTitle,
      sound(
        `${addressText({ host: target.host.listen.host, port: ground.host.port })}, as ${ground.host.url}`,
      ),
    );
    if (ground.outside !== undefined) {
      const names = ground.outside.products.map(({ softwareId }) => softwareId).join(', ');
      step('register', registerTitle, sound(`SSAs of ${names}`));
    }
    return ground;
  } catch (error) {
    if (error instanceof ProxySettingError) {
      const diagnosis = { fault: 'proxy-setting', ...error.trouble } as const;
      step('proxy', 'the proxy that the environment names can be used', { state: 'faulty', diagnosis });
    } else if (error instanceof RegisterFault || error instanceof ProxyFault) {
      // What is wrong with a proxy on the way there has a name of its own.
      const diagnosis = { fault: 'register-unusable', ...error.trouble } as const;
      step('register', registerTitle, { state: 'faulty', diagnosis });
    } else step('listen', listenTitle, { state: 'faulty', diagnosis: groundFault(error) });
    return undefined;
  }
}

function fileFault(error: unknown, fault: 'target-file' | 'key-unreadable' = 'target-file'): Diagnosis {
  if (!(error instanceof TargetError)) throw error;
  return {
    fault,
    cause: fault === 'target-file' ? 'the target file cannot be used' : 'the keys cannot be used',
    evidence: error.message,
    cure: 'mend it at the place named',
  };
}

function groundFault(error: unknown): Diagnosis {
  if (!(error instanceof TargetError) || !error.message.includes('cannot listen')) return fileFault(error);
  return {
    fault: 'own-port-taken',
    cause: 'our host cannot listen where the target file says',
    evidence: error.message,
    cure: 'end what listens there (another run, serve?), or choose another port under host.listen; 0 lets the system choose',
  };
}
