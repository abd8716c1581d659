import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeAtomically } from '../cast/files.js';
import type { Plan } from '../nouns/case.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { inUserWords } from '../nouns/unwritable.js';
import type { NamedPlan } from '../plan/plans-file.js';
import { makeTemporaryFolder } from '../report/temporary-folder.js';

/** Everything that workers read instead of YAML: the plan, and the schemas of the profile's messages. */
export interface PlanFile {
  readonly plan: Plan;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** How many cases the whole plan has, also when only some of them were selected. */
  readonly planned: number;
  /** The named plan, when there is one. */
  readonly name?: string;
  /** Whether a control vouches for every case of a worker, or only for the one that it was sent for. */
  readonly controls?: NamedPlan['controls'];
  /** A finished run is bundled and signed. */
  readonly evidence?: boolean;
}

/**
 * Writes a plan into a folder under the hash of its content, whole or not at all, and says where.
 * @throws TargetError where the folder cannot be written to
 */
export function writePlan(file: PlanFile, folder: string): string {
  const text = JSON.stringify(file);
  const name = `plan-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`;
  const path = join(folder, name);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeAtomically(path, text);
    } catch (error) {
      throw inUserWords(error, path, 'set TMPDIR to another folder');
    }
  }
  return path;
}

/** Writes a plan where nobody else reads it, for as long as the work on it takes. */
export async function lendPlan<Result>(
  file: PlanFile,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = makeTemporaryFolder('plan');
  try {
    return await work(writePlan(file, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads a plan that {@link writePlan} wrote. */
export function readPlan(path: string): PlanFile {
  return JSON.parse(readFileSync(path, 'utf8')) as PlanFile;
}
