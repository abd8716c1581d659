import { randomBytes } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HarnessError, TargetError } from '../nouns/errors.js';
import { isJsonObject } from '../nouns/json.js';
import { startAllureGenerator, type AllureGenerator } from './allure-generator.js';
import { allureCategories } from './allure-meta.js';
import { withPolicy } from './allure-policy.js';
import { makeTemporaryFolder } from './temporary-folder.js';
import { writeAtomically } from './write-atomically.js';

export interface AllureHtmlOptions {
  /** Folder of Allure results. */
  readonly resultsDir: string;
  /** The one HTML file to write. */
  readonly outFile: string;
  readonly name: string;
  /** JSON Lines file that carries the history from run to run; without it there is none. */
  readonly historyFile?: string;
  /** Deadline of the generator. */
  readonly timeoutMs?: number;
  /** Started already; by default one is started now. */
  readonly generator?: AllureGenerator;
}

/**
 * Makes the Allure 3 report as one HTML file that asks for nothing from outside: the generator's analytics tags are cut
 * and what remains is checked. @throws TargetError without results or without Allure's packages; HarnessError when
 * the generator fails or its page would load something.
 */
export async function generateAllureHtml(options: AllureHtmlOptions): Promise<ReadonlyMap<string, string>> {
  await access(options.resultsDir).catch(() => {
    throw new TargetError(`${options.resultsDir}: there are no Allure results; run the suite first`);
  });
  const scratch = makeTemporaryFolder('allure');
  try {
    const config = join(scratch, 'allurerc.json');
    await writeFile(config, JSON.stringify(configOf(options, join(scratch, 'report'))));
    await (options.generator ?? startAllureGenerator()).generate(
      { resultsDir: resolve(options.resultsDir), config, cwd: scratch },
      options.timeoutMs ?? 120_000,
    );
    const page = withoutAnalytics(await readFile(await pageIn(join(scratch, 'report')), 'utf8'));
    const [outside] = outsideReferences(page);
    if (outside !== undefined)
      throw new HarnessError(`the Allure report would load ${outside}; it was not written`);
    await writeAtomically(options.outFile, withPolicy(page, randomBytes(16).toString('base64url')));
    return testIds(page);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function configOf(options: AllureHtmlOptions, output: string): object {
  return {
    name: options.name,
    output,
    ...(options.historyFile === undefined
      ? {}
      : { historyPath: resolve(options.historyFile), historyLimit: 20 }),
    categories: { rules: allureCategories },
    plugins: {
      awesome: {
        options: {
          reportName: options.name,
          singleFile: true,
          reportLanguage: 'en',
          // One level: on a telephone every further one costs the width that the title needs.
          groupBy: ['feature'],
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

/** The data files of a single-file page are base64 in script calls; a test's own file tells its full name. */
function testIds(page: string): ReadonlyMap<string, string> {
  const files = page.matchAll(/"data\/test-results\/([0-9a-f]{8,64})\.json"\s*,\s*"([A-Za-z0-9+/=]+)"/g);
  return new Map(
    [...files].flatMap(([, id, data]) => {
      const test: unknown = JSON.parse(Buffer.from(data ?? '', 'base64').toString('utf8'));
      return id !== undefined && isJsonObject(test) && typeof test.fullName === 'string'
        ? [[test.fullName, id]]
        : [];
    }),
  );
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
