import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HarnessError, TargetError } from '../nouns/errors.js';
import { startAllureGenerator } from './allure-generator.js';
import { allureCategories } from './allure-meta.js';
import { withPolicy } from './allure-policy.js';
import { makeTemporaryFolder } from './temporary-folder.js';
import { writeAtomically } from './write-atomically.js';

export interface AllurePageOptions {
  /** Folders with Allure results and their attachments. */
  readonly folders: readonly string[];
  /** The one HTML file to write. */
  readonly outFile: string;
  readonly name: string;
  /** JSON Lines file that carries the history from run to run; without it there is none. */
  readonly historyFile?: string;
}

/** An Allure page in the making. */
export interface AllurePage {
  /** Absolute paths of results and attachments that are whole: they are read before the page is wanted. */
  offer(paths: readonly string[]): void;
  /**
   * Writes the page of everything in the folders; answers the ids of its tests by full name.
   * @throws TargetError without Allure's packages; HarnessError when the generator fails or takes longer than
   * `timeoutMs`, or its page would load something.
   */
  finish(timeoutMs?: number): Promise<ReadonlyMap<string, string>>;
  /** Leaves nothing behind of a page that is not wanted any more. */
  dismiss(): void;
}

/**
 * Begins the Allure 3 report as one HTML file that asks for nothing from outside: the generator's analytics tags are cut
 * and what remains is checked.
 */
export function beginAllurePage(options: AllurePageOptions): AllurePage {
  const scratch = makeTemporaryFolder('allure');
  const config = join(scratch, 'allurerc.json');
  const output = join(scratch, 'report');
  writeFileSync(config, JSON.stringify(configOf(options, output)));
  const generator = startAllureGenerator({
    folders: options.folders.map((folder) => resolve(folder)),
    config,
    cwd: scratch,
  });
  const clear = (): void => {
    rmSync(scratch, { recursive: true, force: true });
  };
  return {
    offer: (paths) => {
      generator.offer(paths);
    },
    finish: async (timeoutMs = 120_000) => {
      try {
        const ids = await generator.finish(timeoutMs);
        // A byte a character: all that is looked for is ASCII, and 60 MB of UTF-8 take half a second to decode and encode.
        const page = withoutAnalytics(await readFile(await pageIn(output), 'latin1'));
        const [outside] = outsideReferences(page);
        if (outside !== undefined)
          throw new HarnessError(`the Allure report would load ${outside}; it was not written`);
        const secured = withPolicy(page, randomBytes(16).toString('base64url'));
        await writeAtomically(options.outFile, Buffer.from(secured, 'latin1'));
        return ids;
      } finally {
        clear();
      }
    },
    dismiss: () => {
      generator.dismiss();
      clear();
    },
  };
}

/** The page of results that are all there. @throws TargetError without results, and as `AllurePage.finish` does. */
export async function generateAllureHtml(options: AllurePageOptions): Promise<ReadonlyMap<string, string>> {
  const missing = options.folders.find((folder) => !existsSync(folder));
  if (missing !== undefined)
    throw new TargetError(`${missing}: there are no Allure results; run the suite first`);
  return beginAllurePage(options).finish();
}

/** Of Allure's charts those that say something of a conformance run; it has neither layers nor a coverage to compare. */
const charts = [
  { type: 'currentStatus', title: 'Current status' },
  { type: 'statusDynamics', title: 'Status, run by run' },
  {
    type: 'testResultSeverities',
    title: 'Results by severity',
    levels: ['blocker', 'critical', 'normal', 'minor', 'trivial'],
    statuses: ['passed', 'failed', 'broken', 'skipped'],
  },
  { type: 'statusTransitions', title: 'What changed its status, run by run' },
  { type: 'successRateDistribution', title: 'Success by chapter' },
  { type: 'durations', title: 'Durations', groupBy: 'none' },
] as const;

function configOf(options: AllurePageOptions, output: string): object {
  return {
    name: options.name,
    output,
    ...(options.historyFile === undefined
      ? {}
      : { historyPath: resolve(options.historyFile), historyLimit: 10 }),
    categories: { rules: allureCategories },
    plugins: {
      awesome: {
        options: {
          reportName: options.name,
          singleFile: true,
          reportLanguage: 'en',
          // One level: on a telephone every further one costs the width that the title needs.
          groupBy: ['feature'],
          charts,
        },
      },
    },
  };
}

/** With one plugin the page is the output's own; with several it would be in a folder named for the plugin. */
async function pageIn(output: string): Promise<string> {
  for (const page of [join(output, 'index.html'), join(output, 'awesome', 'index.html')]) {
    const found = await access(page).then(
      () => true,
      () => false,
    );
    if (found) return page;
  }
  throw new HarnessError('allure generate wrote no page');
}

/** Allure 3 puts Google Tag Manager into every page and has no option against it. */
export function withoutAnalytics(page: string): string {
  return page
    .replace(/<script\b[^>]*\bsrc="https:\/\/www\.googletagmanager\.com\/[^"]*"[^>]*>\s*<\/script>/g, '')
    .replace(/<script>\s*window\.dataLayer\s*=[^<]*<\/script>/g, '');
}

/** What a page would load from another origin: script, style sheet, picture, frame, font or preconnect. */
export function outsideReferences(page: string): readonly string[] {
  const tags = page.matchAll(
    /<(?:script|img|iframe|source|video|audio|embed|object|link|base)\b[^>]{0,2000}?\b(?:src|srcset|href|data)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]{1,200})/gi,
  );
  const styles = page.matchAll(/(?:@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?\/\/[^"')\s]{1,200})/gi);
  return [...tags, ...styles].flatMap(([, url]) => (url === undefined ? [] : [url]));
}
