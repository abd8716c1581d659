import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, stringify } from 'yaml';

/**
 * What must speak when a fault is switched on, by target: exactly these expectations and no other. One YAML file per
 * fault in `proof/faults/`; reviewed like code, since a line that vanishes is a check that went silent.
 */
export interface Expected {
  readonly fault: string;
  /** Names of expectations by target name; a target without any is left out. */
  readonly speaks: Readonly<Record<string, readonly string[]>>;
  /** Why nobody can hear this fault, when that is so. */
  readonly silent?: string;
}

/** Reads the expectations of a fault; undefined when there is no file yet. */
export function readExpected(folder: string, fault: string): Expected | undefined {
  const path = join(folder, `${fault}.yaml`);
  if (!existsSync(path)) return undefined;
  const { speaks, silent } = parse(readFileSync(path, 'utf8')) as Omit<Expected, 'fault'>;
  return { fault, speaks: unfold(speaks), ...(silent === undefined ? {} : { silent }) };
}

/** Writes the expectations of a fault, grouped by chapter so that a reviewer sees what the fault touches. */
export function writeExpected(folder: string, expected: Expected): void {
  mkdirSync(folder, { recursive: true });
  const { fault, speaks, silent } = expected;
  const content = { ...(silent === undefined ? {} : { silent }), speaks: fold(speaks) };
  writeFileSync(join(folder, `${fault}.yaml`), stringify(content, { lineWidth: 0 }));
}

/** Expectation files whose fault the holder does not know any more. */
export function strayExpectations(folder: string, faults: readonly string[]): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => !faults.includes(file.replace(/\.yaml$/, '')));
}

export function removeExpectation(folder: string, file: string): void {
  rmSync(join(folder, file));
}

/** Where in a list the voices stand that are not of a case. */
const NO_CHAPTER = 'the run';

type Folded = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** `chapter/scenario[row]@flow step.check (fail)` is kept under its chapter. */
function fold(speaks: Expected['speaks']): Folded {
  return Object.fromEntries(
    Object.entries(speaks).map(([target, names]) => {
      const chapters: Record<string, string[]> = {};
      for (const name of [...names].sort()) {
        const [address = ''] = name.split(/(?=\[|@)/);
        const end = address.lastIndexOf('/');
        // What stops a run before any case belongs to no chapter.
        const chapter = end === -1 ? NO_CHAPTER : address.slice(0, end);
        (chapters[chapter] ??= []).push(name.slice(end + 1));
      }
      return [target, chapters];
    }),
  );
}

function unfold(speaks: Expected['speaks'] | Folded): Expected['speaks'] {
  return Object.fromEntries(
    Object.entries(speaks as Folded).map(([target, chapters]) => [
      target,
      Object.entries(chapters).flatMap(([chapter, names]) =>
        names.map((name) => (chapter === NO_CHAPTER ? name : `${chapter}/${name}`)),
      ),
    ]),
  );
}
