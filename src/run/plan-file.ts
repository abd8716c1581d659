import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeAtomically } from '../cast/files.js';
import type { Case, Plan } from '../nouns/case.js';
import { TargetError } from '../nouns/errors.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { errorMessage } from '../nouns/thrown.js';
import { inUserWords } from '../nouns/unwritable.js';
import type { NamedPlan } from '../plan/plans-file.js';
import { groupBy } from '../report/group-by.js';
import { makeTemporaryFolder } from '../report/temporary-folder.js';

/** Everything that is read instead of YAML once a run has begun: the plan, and the schemas of the profile's messages. */
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

/** A plan without its cases. */
export type PlanHead = Omit<Plan, 'cases'>;

/** A stored plan, of which each chapter's cases are read when they are asked for: a worker needs but some of them. */
export interface StoredPlan extends Omit<PlanFile, 'plan'> {
  readonly plan: PlanHead;
  readonly chapters: readonly ChapterTitle[];
  /** The cases of a chapter, read anew each time; none for a chapter that the plan does not have. */
  readonly casesOf: (chapterPath: string) => readonly Case[];
}

type ChapterTitle = Case['chapter'];

/** What the first file of a stored plan holds; each chapter's cases are in a file of its own beside it. */
interface StoredHead extends Omit<PlanFile, 'plan'> {
  readonly plan: PlanHead;
  readonly chapters: readonly (ChapterTitle & { readonly file: string })[];
}

/**
 * Writes a plan into a folder under the hash of its content, whole or not at all, and says where.
 * @throws TargetError where the folder cannot be written to
 */
export function writePlan({ plan, ...rest }: PlanFile, folder: string): string {
  const { cases, ...head } = plan;
  const texts = [...groupBy(cases, ({ chapter }) => chapter.path)].map(([path, ofChapter]) => ({
    chapter: { path, title: ofChapter[0]?.chapter.title ?? '' },
    text: JSON.stringify(ofChapter),
  }));
  const hash = createHash('sha256').update(JSON.stringify({ ...rest, head }));
  for (const { text } of texts) hash.update(text);
  const name = `plan-${hash.digest('hex').slice(0, 16)}`;
  const chapters = texts.map(({ chapter }, index) => ({ ...chapter, file: `${name}-${String(index)}.json` }));
  const path = join(folder, `${name}.json`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  try {
    texts.forEach(({ text }, index) => {
      writeFileSync(join(folder, chapters[index]?.file ?? ''), text);
    });
    // Last: where it is, the rest is.
    const stored: StoredHead = { ...rest, plan: head, chapters };
    writeAtomically(path, JSON.stringify(stored));
  } catch (error) {
    throw inUserWords(error, path, 'set TMPDIR to another folder');
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

/** Opens a plan that {@link writePlan} wrote. */
export function openPlan(path: string): StoredPlan {
  const { chapters, ...head } = readJson(path) as StoredHead;
  const files = new Map(chapters.map((chapter) => [chapter.path, chapter.file]));
  return {
    ...head,
    chapters,
    casesOf: (chapterPath) => {
      const file = files.get(chapterPath);
      return file === undefined ? [] : (readJson(join(dirname(path), file)) as readonly Case[]);
    },
  };
}

/** Reads the whole of a plan that {@link writePlan} wrote. */
export function readPlan(path: string): PlanFile {
  const { plan, chapters, casesOf, ...rest } = openPlan(path);
  return { ...rest, plan: { ...plan, cases: chapters.flatMap((chapter) => casesOf(chapter.path)) } };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new TargetError(
      `the plan of this run cannot be read any more (${errorMessage(error)}); run it again, and let nothing remove temporary files while it runs`,
    );
  }
  return JSON.parse(text);
}
