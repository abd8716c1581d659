import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { stringify } from 'yaml';

import type { Plan } from '../nouns/case.js';
import type { Flag } from '../nouns/flag.js';
import { ScenarioError, TargetError } from '../nouns/errors.js';
import type { Target } from '../nouns/target.js';
import { makePlan } from '../plan/make-plan.js';
import { planNamed, readPlans, type NamedPlan } from '../plan/plans-file.js';
import { withTacitNeeds } from '../plan/tacit-needs.js';
import { readTarget } from '../plan/target-file.js';
import { unmatchedWaivers } from '../plan/waive.js';
import type { Book } from '../scenario/book.js';
import { lint, type LintIssue } from '../scenario/lint.js';
import { didYouMean } from '../scenario/nearest.js';
import { readBook } from '../scenario/read-book.js';
import { cacheFolder, contentHash, keep, programFolder, recall } from './book-cache.js';
import type { PlanFile } from './plan-file.js';
import { loadPlugins, loadVocabulary } from './plugins.js';

/** Where things are; paths are absolute. */
export interface Places {
  /** Against which files are named in messages: the user's working directory. */
  readonly root: string;
  /** Folder of the profiles. */
  readonly scenarios: string;
}

export interface Wishes {
  /** Path of the target file, or the URL of a target without one. */
  readonly target: string;
  /** Overrides the target file's. */
  readonly profile?: string;
  /** Day or edition that overrides the target file's. */
  readonly asOf?: string;
  /** Faults and variations of the embedded holder, beside those of the target file. */
  readonly faults?: readonly string[];
  readonly variations?: readonly string[];
  readonly strict?: boolean;
  /** Flags by which the command has the same wishes again. */
  readonly again?: readonly Flag[];
}

export interface OpenBook {
  readonly book: Book;
  readonly issues: readonly LintIssue[];
}

/**
 * Reads and lints a book, or throws all errors of its files as one ScenarioError, one line each. A sound book is kept in
 * the user's cache under the hash of its files and of our code, so that no YAML is parsed again.
 */
export async function openBook(profile: string, places: Places): Promise<OpenBook> {
  const folder = join(places.scenarios, profile);
  if (!existsSync(folder)) throw new TargetError(`there is no profile '${profile}' in ${places.scenarios}`);
  const cache = cacheFolder(process.env);
  if (cache === undefined) return readAndLint(profile, folder, places);
  const shown = createHash('sha256').update(relative(places.root, folder)).digest('hex').slice(0, 8);
  const key = `book-${contentHash([programFolder, folder])}-${shown}`;
  const known = recall(cache, key) as OpenBook | undefined;
  if (known !== undefined) return known;
  const opened = await readAndLint(profile, folder, places);
  keep(cache, key, opened);
  return opened;
}

async function readAndLint(profile: string, folder: string, places: Places): Promise<OpenBook> {
  const vocabulary = await loadVocabulary(await loadPlugins(), profile);
  const read = readBook(folder, vocabulary, places.root);
  if ('errors' in read) throw joinErrors(read.errors);
  return { book: read.book, issues: lint(read.book, vocabulary) };
}

/** A requirement that no case covers is a gap of the book, not a fault of it: the reports show it. */
function refuseUnsound({ issues }: OpenBook): void {
  const errors = issues.filter(({ level, rule }) => level === 'error' && rule !== 'covered');
  if (errors.length > 0)
    throw joinErrors(errors.map(({ place, message }) => new ScenarioError(place, message)));
}

function joinErrors(errors: readonly ScenarioError[]): Error {
  const [first] = errors;
  if (first === undefined || errors.length === 1) return first ?? new Error('unknown fault of the book');
  const joined = new ScenarioError(first.place, '');
  joined.message = errors.map((error) => error.message).join('\n');
  return joined;
}

export const isUrl = (text: string): boolean => /^https?:\/\//.test(text);

/** The variable that holds the initial access token of a target without a file. */
export const initialAccessTokenVariable = 'DCR_INITIAL_ACCESS_TOKEN';

/** The target file of somebody who gave no more than a URL. */
function fileForUrl(url: string, profile: string | undefined, env: NodeJS.ProcessEnv): string {
  const hasToken = (env[initialAccessTokenVariable] ?? '') !== '';
  return stringify({
    name: URL.canParse(url) ? new URL(url).host : url,
    ...(profile === undefined ? {} : { profile }),
    url,
    ...(hasToken ? { registration: { initialAccessToken: { env: initialAccessTokenVariable } } } : {}),
  });
}

function targetText({ target, profile }: Wishes): string {
  if (isUrl(target)) return fileForUrl(target, profile, process.env);
  if (existsSync(target)) return readFileSync(target, 'utf8');
  throw new TargetError(`${target}: there is no such target file; see targets/ for examples`);
}

/** Reads a target file, or makes up one for a URL. @throws TargetError naming place and cure. */
export function openTarget(wishes: Wishes, today: string): Target {
  const target = readTarget(targetText(wishes), wishes.target, { today, env: process.env });
  const where =
    target.where.kind === 'embedded'
      ? {
          ...target.where,
          faults: [...target.where.faults, ...(wishes.faults ?? [])],
          variations: [...target.where.variations, ...(wishes.variations ?? [])],
        }
      : target.where;
  if (
    target.where.kind !== 'embedded' &&
    (wishes.faults?.length ?? 0) + (wishes.variations?.length ?? 0) > 0
  ) {
    throw new TargetError(
      `${wishes.target}: faults and variations can only be given to the embedded reference holder`,
    );
  }
  return {
    ...target,
    where,
    ...(wishes.profile === undefined ? {} : { profile: wishes.profile }),
    ...(wishes.asOf === undefined ? {} : { asOf: wishes.asOf === 'today' ? today : wishes.asOf }),
    ...(wishes.strict === undefined ? {} : { strict: wishes.strict }),
  };
}

/** Compiles book and target to a plan. @throws ScenarioError, TargetError */
export async function compilePlan(wishes: Wishes, places: Places, today: string): Promise<PlanFile> {
  const target = openTarget(wishes, today);
  const opened = await openBook(target.profile, places);
  refuseUnsound(opened);
  const { book } = opened;
  const made = makePlan({ book, target });
  const own = target.register === undefined && target.identity?.certificate === undefined;
  const plan = own ? made : await withNeeds(made);
  refuseIdleWaivers(plan);
  const { again } = wishes;
  return {
    plan: again === undefined ? plan : { ...plan, again },
    schemas: Object.fromEntries(book.schemas),
    planned: plan.cases.length,
  };
}

/** The plan of a name in `plans.yaml` of a profile. @throws TargetError */
export function openNamedPlan(name: string, profile: string, places: Places): NamedPlan {
  const path = join(places.scenarios, profile, 'plans.yaml');
  const shown = relative(places.root, path).split(sep).join('/');
  return planNamed(existsSync(path) ? readPlans(readFileSync(path, 'utf8'), shown) : [], name);
}

/** With an outside Register, or as somebody else, it is the capabilities that say what a case can show. */
async function withNeeds(plan: Plan): Promise<Plan> {
  const vocabulary = await loadVocabulary(await loadPlugins(), plan.profile);
  return { ...plan, cases: plan.cases.map((one) => withTacitNeeds(one, vocabulary)) };
}

function refuseIdleWaivers(plan: Plan): void {
  const addresses = plan.cases.map((one) => one.address);
  const idle = unmatchedWaivers(plan.target.waivers, addresses);
  if (idle.length === 0) return;
  const lines = idle.map(
    (waiver) =>
      `${plan.target.file}:${String(waiver.line)}  the waiver for '${waiver.case}' matches no case${didYouMean(waiver.case, addresses)}`,
  );
  throw new TargetError(lines.join('\n'));
}
