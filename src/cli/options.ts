import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

import type { Places, Wishes } from '../run/compile.js';

/** Flags that every command which reads a target understands. */
export const targetFlags = {
  target: { type: 'string', short: 't' },
  'as-of': { type: 'string' },
  fault: { type: 'string', multiple: true },
  variation: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  scenarios: { type: 'string' },
} as const;

export interface TargetFlags {
  readonly target?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly fault?: string[] | undefined;
  readonly variation?: string[] | undefined;
  readonly strict?: boolean | undefined;
  readonly scenarios?: string | undefined;
}

/** Wishes from flags; a bare name stands for `targets/NAME.yaml`. */
export function wishesFrom(flags: TargetFlags, packaged: string): Wishes {
  return {
    target: targetPath(flags.target ?? 'reference', packaged),
    ...(flags['as-of'] === undefined ? {} : { asOf: flags['as-of'] }),
    faults: commaSeparated(flags.fault),
    variations: commaSeparated(flags.variation),
    ...(flags.strict === undefined ? {} : { strict: flags.strict }),
  };
}

function targetPath(name: string, packaged: string): string {
  if (/\.ya?ml$/.test(name)) return name;
  const local = join('targets', `${name}.yaml`);
  if (existsSync(local)) return local;
  const shipped = join(packaged, `${name}.yaml`);
  return existsSync(shipped) ? shipped : local;
}

function commaSeparated(values: readonly string[] | undefined): readonly string[] {
  return (values ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

type Flags = Readonly<Record<string, ParseArgsOptionDescriptor>>;
type ParseArgsOptionDescriptor = NonNullable<NonNullable<ParseArgsConfig['options']>[string]>;

/** `parseArgs` that allows positionals; unknown flags are the user's error (exit code 2). */
export function parse<Options extends Flags>(
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>> {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

/** Where the book and the user's files are: the package's own profiles, unless told otherwise. */
export function placesFrom(flags: Pick<TargetFlags, 'scenarios'>, packaged: string): Places {
  const root = process.cwd();
  return { root, scenarios: flags.scenarios === undefined ? packaged : resolve(flags.scenarios) };
}

/** Today in UTC, `YYYY-MM-DD`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
