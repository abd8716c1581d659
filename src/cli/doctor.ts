import { join, resolve } from 'node:path';

import { jsonText } from '../evidence/json-text.js';
import { oneLine } from '../evidence/visible.js';
import { openTarget } from '../run/compile.js';
import { consult } from '../run/doctor/consult.js';
import { blockingFault, type Checked } from '../run/doctor/diagnosis.js';
import { checkedText } from '../run/doctor/tell.js';
import { say } from '../run/say.js';
import { journalFile } from '../run/session-file.js';
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
  const json = values.json === true;
  const { checked, filesAreWrong } = await consult({
    read: () => openTarget(wishes, today()),
    keys: join(process.cwd(), 'keys'),
    journal: journalFile(resolve(values.reports ?? 'reports')),
    env: process.env,
    ...(json
      ? {}
      : {
          onChecked: (one: Checked) => {
            say(checkedText(one));
          },
        }),
  });
  const faults = checked.filter(({ finding }) => finding.state === 'faulty');
  if (json) say(jsonText({ checks: checked, cause: blockingFault(checked) ?? null }));
  else say(`\n${conclusion(checked, faults.length)}\n`);
  if (faults.length === 0) return 0;
  return filesAreWrong ? 2 : 3;
}

function conclusion(checked: readonly Checked[], faults: number): string {
  const attempted = checked.filter(({ finding }) => finding.state !== 'not-attempted').length;
  if (faults === 0) return `All ${attempted} checks are sound: 'dcr-conformance run' can judge this target.`;
  const fault = blockingFault(checked);
  return fault === undefined
    ? `${faults} of ${attempted} checks failed; none of them stops a run.`
    : `${faults} of ${attempted} checks failed. The cause to mend: ${oneLine(fault.cause)} [${fault.fault}].`;
}
