import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

import { TargetError } from '../nouns/errors.js';
import { flagsAgain } from '../nouns/flag.js';
import { isUrl, type Places, type Wishes } from '../run/compile.js';

/** Flags that every command which reads a target understands. */
export const targetFlags = {
  target: { type: 'string', short: 't' },
  profile: { type: 'string' },
  'as-of': { type: 'string' },
  fault: { type: 'string', multiple: true },
  variation: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  scenarios: { type: 'string' },
} as const;

export interface TargetFlags {
  readonly target?: string | undefined;
  readonly profile?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly fault?: string[] | undefined;
  readonly variation?: string[] | undefined;
  readonly strict?: boolean | undefined;
  readonly scenarios?: string | undefined;
}

/**
 * Wishes from flags; a bare name stands for `targets/NAME.yaml`, a URL for a target without a file.
 * @throws TargetError for a URL without a profile.
 */
export function wishesFrom(flags: TargetFlags, packaged: string): Wishes {
  const { target = 'reference', profile, 'as-of': asOf, scenarios } = flags;
  const faults = commaSeparated(flags.fault);
  const variations = commaSeparated(flags.variation);
  if (isUrl(target) && profile === undefined) {
    throw new TargetError(
      `--target ${target}: a URL does not say by which standard to judge; add --profile rfc7591 (plain OAuth) or --profile cdr-au`,
    );
  }
  return {
    target: targetPath(target, packaged),
    ...(profile === undefined ? {} : { profile }),
    ...(asOf === undefined ? {} : { asOf }),
    faults,
    variations,
    ...(flags.strict === undefined ? {} : { strict: flags.strict }),
    again: flagsAgain({
      ...{ profile, asOf, faults, variations, scenarios },
      target: target === 'reference' ? undefined : target,
    }),
  };
}

/** The file that a name stands for; a path and a URL stand for themselves. */
export function targetPath(name: string, packaged: string): string {
  if (isUrl(name)) return name;
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
