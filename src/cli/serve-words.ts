import type { HostControl } from '../register/control.js';
import { registerKeysSchema, type RegisterKeys } from '../register/register-keys.js';
import type { StatusChange } from '../register/world.js';
import { didYouMean } from '../scenario/nearest.js';

const participants = ['software-product', 'data-recipient', 'data-holder'] as const;
const shownKeys = registerKeysSchema['enum'] as readonly RegisterKeys[];

export const wordsOfServe = `type  status ${participants.join('|')} ID STATUS   or   keys ${shownKeys.join('|')}`;

/** Does what a line typed to `serve` says; gives what to print. */
export async function obeyLine(line: string, control: HostControl): Promise<string> {
  const [verb = '', ...words] = line.trim().split(/\s+/);
  if (verb === 'status') return changeStatus(words, control);
  if (verb === 'keys') {
    const shown = shownKeys.find((name) => name === words[0]);
    if (shown === undefined) return `there are no such keys${didYouMean(words[0] ?? '', shownKeys)}`;
    await control.registerKeys(shown);
    return `the Register shows its keys as '${shown}'`;
  }
  return verb === '' ? '' : `'${verb}' is not understood; ${wordsOfServe}`;
}

async function changeStatus(words: readonly string[], control: HostControl): Promise<string> {
  const [kind = '', id, status] = words;
  const of: StatusChange['of'] | undefined = participants.find((name) => name === kind);
  if (of === undefined) return `there is no participant '${kind}'${didYouMean(kind, participants)}`;
  if (id === undefined || status === undefined)
    return `status ${of} needs an id and a status such as INACTIVE`;
  await control.registerStatus({ of, id, status });
  return `${of} ${id} is ${status}`;
}
