import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A fault as the holder describes it; `breaks` are requirement numbers of the catalogue. */
export interface KnownFault {
  readonly name: string;
  readonly description: string;
  readonly breaks: readonly string[];
  /** Its list is made by all cases. */
  readonly everywhere?: true;
  /** Its cases have to run one after the other. */
  readonly alone?: true;
}

export interface KnownVariation {
  readonly name: string;
  readonly description: string;
  readonly allowedBy: string;
}

/** Asks the holder, as anyone could, which faults and variations it knows. */
export function knownFaults(): readonly KnownFault[] {
  return ask('--list-faults') as readonly KnownFault[];
}

export function knownVariations(): readonly KnownVariation[] {
  return ask('--list-variations') as readonly KnownVariation[];
}

function ask(flag: string): readonly unknown[] {
  const main = fileURLToPath(new URL('../holder/main.js', import.meta.url));
  const text = execFileSync(process.execPath, [main, flag], { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
