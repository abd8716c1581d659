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
import type { PlanHead } from '../run/plan-file.js';
import type { SessionFile } from '../run/session-file.js';
import { toolVersion } from '../run/tool.js';

/** allure-playwright, fed with what the case's record says instead of what Playwright saw. */
export interface Allure {
  begin(suite: Suite): void;
  testBegin(test: TestCase): void;
  /** Answers the names of the files that were written. */
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
type AllureResultStep = AllureResult['steps'][number];

export interface AllureOptions {
  readonly plan: PlanHead;
  readonly resultsDir: string;
  readonly session: SessionFile;
  readonly config: FullConfig;
}

/** Opens Allure's results folder. */
export function openAllure(options: AllureOptions): Allure {
  const { plan, session, resultsDir } = options;
  const context: AllureContext = {
    ledger: plan.ledger,
    standard: plan.standard,
    target: { name: plan.target.name, issuer: session.facts.issuer },
  };
  // Playwright does not wait for one test's `onTestEnd` before the next: allure-playwright has several results in hand.
  const pending = new Map<string, Pending>();
  const reporter = new AllureReporter({
    resultsDir,
    detail: false,
    suiteTitle: false,
    categories: [...allureCategories] as never,
    environmentInfo: {
      Target: plan.target.name,
      Issuer: session.facts.issuer,
      Profile: plan.ledger.title,
      Standard: `${plan.standard.version}, as of ${plan.standard.asOf}`,
      Seed: session.seed,
      Tool: `dcr-conformance ${toolVersion()}`,
      Node: process.version,
    },
    listeners: [
      {
        beforeTestResultWrite: (result) => {
          const known = pending.get(result.name ?? '');
          if (known === undefined)
            throw new HarnessError(`Allure has a result that is no case: ${String(result.name)}`);
          pending.delete(result.name ?? '');
          describeResult(result, known, context, options.resultsDir);
        },
      },
    ],
  });
  reporter.onConfigure(options.config);
  return {
    begin: (suite) => {
      reporter.onBegin(suite);
    },
    testBegin: (test) => {
      reporter.onTestBegin(test);
    },
    testEnd: async (test, result, record, description) => {
      const files: string[] = [];
      pending.set(test.title, { record, description, files });
      await reporter.onTestEnd(test, result);
      return files;
    },
    end: () => reporter.onEnd(),
  };
}

/** A case of which allure-playwright is about to write the result. */
interface Pending {
  readonly record: CaseRecord;
  readonly description: string;
  /** Names of the files that were written for it. */
  readonly files: string[];
}

function describeResult(
  result: AllureResult,
  { record, description, files }: Pending,
  context: AllureContext,
  folder: string,
): void {
  const attach = ({ body, fileExtension }: AllureAttachment): string => {
    const name = `${randomUUID()}-attachment${fileExtension}`;
    writeFileSync(join(folder, name), body);
    files.push(name);
    return name;
  };
  Object.assign(result, {
    ...allureMeta(record, context, () => description),
    stage: 'finished',
    attachments: [],
    steps: allureSteps(record, context.ledger).map((step) => resultStep(step, result, attach)),
  });
  files.push(`${result.uuid}-result.json`);
}

function resultStep(
  step: AllureStep,
  result: AllureResult,
  attach: (attachment: AllureAttachment) => string,
): AllureResultStep {
  return {
    name: step.name,
    status: step.status as never,
    stage: 'finished' as never,
    statusDetails: step.message === undefined ? {} : { message: step.message },
    parameters: [],
    ...(step.start === undefined ? { start: result.start } : { start: step.start }),
    ...(step.stop === undefined ? { stop: result.start } : { stop: step.stop }),
    attachments: step.attachments.map((attachment) => ({
      name: attachment.name,
      type: attachment.contentType,
      source: attach(attachment),
    })),
    steps: step.steps.map((inner) => resultStep(inner, result, attach)),
  } as AllureResultStep;
}
