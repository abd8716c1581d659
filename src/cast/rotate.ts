import { rmSync } from 'node:fs';
import { TargetError } from '../nouns/errors.js';
import { openCast, type Cast, type CastOptions } from './cast.js';
import { locked } from './lock.js';
import { namesOf, signingKeys, tlsKeyNames, type SigningKeyName, type TlsKeyName } from './names.js';
import { files } from './store.js';

/** Every key of the cast by the name under which it lies in the folder. */
export const keyNames: readonly (SigningKeyName | TlsKeyName)[] = [...namesOf(signingKeys), ...tlsKeyNames];

/**
 * Replaces keys of the cast by new ones, and with them every certificate that is for such a key or signed by one. The old
 * private keys are removed. A crash in between leaves a cast without them, which the next opening completes.
 * @throws TargetError for a name that the cast does not have.
 */
export async function rotateKeys(
  folder: string,
  names: readonly string[],
  options: CastOptions = {},
): Promise<Cast> {
  const unknown = names.find((name) => !keyNames.some((known) => known === name));
  if (unknown !== undefined) {
    throw new TargetError(`the cast has no key '${unknown}'; its keys are ${keyNames.join(', ')}`);
  }
  // Opened first: whatever is wrong with the folder is told before anything is removed.
  await openCast(folder, options);
  await locked(folder, async () => {
    for (const name of namesOf(signingKeys)) if (names.includes(name)) rmSync(files.signing(folder, name));
    for (const name of tlsKeyNames) if (names.includes(name)) rmSync(files.tlsKey(folder, name));
    return Promise.resolve();
  });
  return openCast(folder, options);
}
