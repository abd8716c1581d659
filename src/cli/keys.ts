import { join, resolve } from 'node:path';

import { openCast, type Cast } from '../cast/cast.js';
import { describeCast } from '../cast/describe.js';
import { keyNames, rotateKeys } from '../cast/rotate.js';
import { jsonText } from '../evidence/json-text.js';
import { TargetError } from '../nouns/errors.js';
import { openEntries } from '../run/journal.js';
import { say } from '../run/say.js';
import { journalFile } from '../run/session-file.js';
import { parse } from './options.js';

const flags = { reports: { type: 'string' }, force: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/**
 * `dcr-conformance keys [--json]` lists the cast's keys and certificates with their expiry; `keys rotate [NAME ...]`
 * replaces the named keys, or all. Registrations that are still open need the old ones to be removed, so rotation waits
 * for `cleanup` unless forced.
 */
export async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, flags);
  const [action = 'list', ...names] = positionals;
  const folder = join(process.cwd(), 'keys');
  if (action === 'list' && names.length === 0) {
    const cast = await openCast(folder);
    say(values.json === true ? jsonText(describeCast(cast)) : list(cast));
    return 0;
  }
  if (action !== 'rotate') {
    throw new TargetError(`keys: expected 'rotate [NAME ...]' or nothing, found '${positionals.join(' ')}'`);
  }
  const open = openEntries(journalFile(resolve(values.reports ?? 'reports'))).length;
  if (open > 0 && values.force !== true) {
    throw new TargetError(
      `${String(open)} registrations of earlier runs are still open, and only the present keys can remove them: ` +
        `run 'dcr-conformance cleanup' first, or rotate with --force and leave them behind`,
    );
  }
  const before = await openCast(folder);
  const after = await rotateKeys(folder, names.length === 0 ? keyNames : names);
  say(`${changes(before, after)}\n`);
  return 0;
}

function list(cast: Cast): string {
  const { keys: signing, certificates } = describeCast(cast);
  return [
    `signing keys in ${cast.folder}`,
    ...signing.map(({ name, alg, kid }) => `  ${name.padEnd(24)}${alg.padEnd(8)}${kid}`),
    'certificates',
    ...certificates.map(
      ({ name, notAfter, fingerprint }) =>
        `  ${name.padEnd(24)}until ${notAfter.slice(0, 10)}  SHA-256 ${fingerprint}`,
    ),
    '',
  ].join('\n');
}

/** What has become another, and whom that concerns. */
function changes(before: Cast, after: Cast): string {
  const [old, fresh] = [describeCast(before), describeCast(after)];
  const signing = fresh.keys.filter(({ kid }) => !old.keys.some((one) => one.kid === kid));
  const certificates = fresh.certificates.filter(
    ({ fingerprint }) => !old.certificates.some((one) => one.fingerprint === fingerprint),
  );
  const told = [...signing, ...certificates].some(({ name }) => name.startsWith('register-'));
  return [
    `${String(signing.length)} signing keys and ${String(certificates.length)} certificates are new:`,
    ...signing.map(({ name, kid }) => `  ${name}  kid ${kid}`),
    ...certificates.map(({ name, notAfter }) => `  ${name}  until ${notAfter.slice(0, 10)}`),
    told
      ? "Holders that trust our CA or keep our Register's keys have to be told: 'dcr-conformance trust' writes both."
      : 'Nothing that holders keep has changed.',
  ].join('\n');
}
