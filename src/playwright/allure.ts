import { writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { FullConfig, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';

import { HarnessError } from '../nouns/errors.js';
import type { CaseRecord } from '../nouns/finding.js';
import { allureCategories, allureMeta, type AllureContext } from '../report/allure-meta.js';
import type { AllureAttachment } from '../report/allure-attachments.js';
import { allureSteps, type AllureStep } from '../report/allure-steps.js';
import type { LedgerHeader } from '../report/ledger-file.js';
import type { AllureFolders } from '../run/publish.js';

/** allure-playwright, fed with what the case's record says instead of what Playwright saw. */
export interface Allure {
  begin(suite: Suite): void;
  testBegin(test: TestCase): void;
  /** Answers the paths of the files that were written. */
  testEnd(
    test: TestCase,
    result: TestResult,
    record: CaseRecord,
    description: string,
  ): Promise<readonly string[]>;
  end(): Promise<void>;
}

type Listener = NonNullable<
  NonNullable<ConstructorParameters<typeof AllureReporter>[0]['listeners']>[number]
>;
type AllureResult = Parameters<NonNullable<Listener['beforeTestResultWrite']>>[0];

export interface AllureOptions {
  /** Absolute paths. */
  readonly folders: AllureFolders;
  readonly header: LedgerHeader;
  readonly config: FullConfig;
}

/** Opens Allure's folders. */
export function openAllure({ folders, header, config }: AllureOptions): Allure {
  // Playwright does not wait for one test's `onTestEnd` before the next: allure-playwright has several results in hand.
  const pending = new Map<string, (result: AllureResult) => void>();
  const reporter = new AllureReporter({
    resultsDir: folders.results,
    detail: false,
    suiteTitle: false,
    categories: [...allureCategories] as never,
    environmentInfo: {
      Target: header.target.name,
      Issuer: header.target.issuer ?? '',
      Profile: header.ledger.title,
      Standard: `${header.standard.version}, as of ${header.standard.asOf}`,
      Seed: header.seed,
      Tool: `dcr-conformance ${header.tool.version}`,
      Node: process.version,
    },
    listeners: [
      {
        beforeTestResultWrite: (result) => {
          const fill = pending.get(result.name ?? '');
          if (fill === undefined)
            throw new HarnessError(`Allure has a result that is no case: ${String(result.name)}`);
          pending.delete(result.name ?? '');
          fill(result);
        },
      },
    ],
  });
  // allure-playwright looks through all variables at each case; Node asks the system for each name and value anew.
  process.env = { ...process.env };
  reporter.onConfigure(config);
  return {
    begin: (suite) => {
      // A case that never ran has no result: allure-playwright would make one at the end for each test that it missed.
      reporter.onBegin(Object.create(suite, { allTests: { value: () => [] } }) as Suite);
    },
    testBegin: (test) => {
      reporter.onTestBegin(test);
    },
    testEnd: async (test, result, record, description) => {
      const { paths, ...described } = describe(record, description, header, folders.attachments);
      const files = [...paths];
      pending.set(test.title, (written) => {
        Object.assign(written, described);
        files.push(join(folders.results, `${written.uuid}-result.json`));
      });
      await reporter.onTestEnd(test, result);
      return files;
    },
    end: () => reporter.onEnd(),
  };
}

/** What a result says instead of what Playwright saw; writes the attachments. @throws the error of `node:fs` when the disk is full. */
function describe(record: CaseRecord, description: string, context: AllureContext, folder: string) {
  const paths: string[] = [];
  const attach = ({ body, fileExtension }: AllureAttachment): string => {
    const name = `${randomUUID()}-attachment${fileExtension}`;
    const path = join(folder, name);
    writeFileSync(path, body);
    paths.push(path);
    return name;
  };
  return {
    ...allureMeta(record, context, () => description),
    stage: 'finished',
    attachments: [],
    steps: allureSteps(record, context.ledger).map((step) => resultStep(step, record, attach)),
    paths,
  };
}

function resultStep(
  step: AllureStep,
  record: CaseRecord,
  attach: (attachment: AllureAttachment) => string,
): object {
  const { start = Date.parse(record.started), stop = start } = step;
  return {
    name: step.name,
    status: step.status,
    stage: 'finished',
    statusDetails: step.message === undefined ? {} : { message: step.message },
    parameters: [],
    start,
    stop,
    attachments: step.attachments.map((attachment) => ({
      name: attachment.name,
      type: attachment.contentType,
      source: attach(attachment),
    })),
    steps: step.steps.map((inner) => resultStep(inner, record, attach)),
  };
}
