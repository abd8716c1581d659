import { isWebUrl } from './safe-url.js';

/** An option of the command line with its value: `['-t', 'staging']`. */
export type Flag = readonly [name: string, value: string];

/** Who is judged by what, as the user said it; undefined where he left it to us. */
export interface Said {
  readonly target?: string | undefined;
  readonly profile?: string | undefined;
  readonly asOf?: string | undefined;
  readonly faults: readonly string[];
  readonly variations: readonly string[];
  readonly scenarios?: string | undefined;
}

/** Flags by which the command judges the same target by the same book again; a URL without the credentials in it. */
export function flagsAgain({ target, profile, asOf, faults, variations, scenarios }: Said): readonly Flag[] {
  const each = (name: string, values: readonly (string | undefined)[]): readonly Flag[] =>
    values.flatMap((value) => (value === undefined ? [] : [[name, value] as const]));
  return [
    ...each('-t', [target === undefined ? undefined : withoutCredentials(target)]),
    ...each('--profile', [profile]),
    ...each('--as-of', [asOf]),
    ...each('--fault', faults),
    ...each('--variation', variations),
    ...each('--scenarios', [scenarios]),
  ];
}

function withoutCredentials(target: string): string {
  if (!isWebUrl(target)) return target;
  const url = new URL(target);
  url.username = '';
  url.password = '';
  return url.href;
}
