import { writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { FullConfig, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';

import { HarnessError } from '../nouns/errors.js';
import type { CaseRecord } from '../nouns/finding.js';
import type { Plan } from '../nouns/case.js';
import { allureCategories, allureMeta, type AllureContext } from '../report/allure-meta.js';
import { allureSteps, type AllureStep } from '../report/allure-steps.js';
import type { SessionFile } from '../run/session-file.js';
import { toolVersion } from '../run/tool.js';

/** allure-playwright, fed with what the case's record says instead of what Playwright saw. */
export interface Allure {
  begin(suite: Suite): void;
  testBegin(test: TestCase): void;
  testEnd(test: TestCase, result: TestResult, record: CaseRecord, description: string): Promise<void>;
  end(): Promise<void>;
}

type Listener = NonNullable<
  NonNullable<ConstructorParameters<typeof AllureReporter>[0]['listeners']>[number]
>;
type AllureResult = Parameters<NonNullable<Listener['beforeTestResultWrite']>>[0];
type AllureResultStep = AllureResult['steps'][number];

export interface AllureOptions {
  readonly plan: Plan;
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
  const pending = new Map<string, { readonly record: CaseRecord; readonly description: string }>();
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
          const { record, description } = known;
          pending.delete(result.name ?? '');
          describeResult(result, record, context, () => description, options.resultsDir);
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
      pending.set(test.title, { record, description });
      await reporter.onTestEnd(test, result);
    },
    end: () => reporter.onEnd(),
  };
}

function describeResult(
  result: AllureResult,
  record: CaseRecord,
  context: AllureContext,
  describe: (record: CaseRecord) => string,
  folder: string,
): void {
  const meta = allureMeta(record, context, describe);
  Object.assign(result, {
    ...meta,
    stage: 'finished',
    attachments: [],
    steps: allureSteps(record, context.ledger).map((step) => resultStep(step, result, folder)),
  });
}

function resultStep(step: AllureStep, result: AllureResult, folder: string): AllureResultStep {
  return {
    name: step.name,
    status: step.status as never,
    stage: 'finished' as never,
    statusDetails: step.message === undefined ? {} : { message: step.message },
    parameters: [],
    ...(step.start === undefined ? { start: result.start } : { start: step.start }),
    ...(step.stop === undefined ? { stop: result.start } : { stop: step.stop }),
    attachments: step.attachments.map((attachment) => {
      const source = `${randomUUID()}-attachment${attachment.fileExtension}`;
      writeFileSync(join(folder, source), attachment.body);
      return { name: attachment.name, type: attachment.contentType, source };
    }),
    steps: step.steps.map((inner) => resultStep(inner, result, folder)),
  } as AllureResultStep;
}
