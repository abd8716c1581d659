import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';

import { redactByForm } from '../evidence/redact-text.js';
import { explainCheck } from '../judge/judge.js';
import type { Case } from '../nouns/case.js';
import type { CaseRecord } from '../nouns/finding.js';
import { TargetError } from '../nouns/errors.js';
import { inUserWords } from '../nouns/unwritable.js';
import { wireLog } from '../evidence/wire-log.js';
import type { AllurePage } from '../report/allure-html.js';
import { githubAnnotations } from '../report/github.js';
import { assemble } from '../report/ledger-file.js';
import { makeFolderInMemory } from '../report/temporary-folder.js';
import { blankRecord } from '../run/blank-record.js';
import { openPlan, type StoredPlan } from '../run/plan-file.js';
import { openLedgerWriter, type LedgerWriter } from '../run/ledger-writer.js';
import { reportsLeftOut, type OptionalReport } from '../report/optional-reports.js';
import { beginPage, keptResults, printable, publish, type AllureFolders } from '../run/publish.js';
import { instruct, mention, say } from '../run/say.js';
import { readSession } from '../run/session-file.js';
import { loadPlugins } from '../run/plugins.js';
import { toolVersion } from '../run/tool.js';
import { explain } from '../scenario/explain.js';
import { openAllure, type Allure } from './allure.js';
import { environment } from './environment.js';
import { openProgress, paperOf, type Progress } from './progress.js';
import { readSpools, type SpoolReader } from './spool.js';
import { takeRecord } from './verdict.js';

interface Running {
  /** Absent when no Allure report was wanted. */
  readonly allure: Allure | undefined;
  readonly cases: CaseFinder;
  /** How many cases were to run. */
  readonly expected: number;
  readonly ledger: LedgerWriter;
  readonly progress: Progress;
  readonly folders: AllureFolders | undefined;
  readonly reports: string;
  readonly without: readonly OptionalReport[];
  readonly root: string;
}

/**
 * Playwright reporter of dcr-conformance; must come first. It takes each case's record from the worker, writes the
 * ledger, feeds allure-playwright, and at the end publishes every report. It also turns the verdicts that workers
 * declared expected (see `verdict.ts`) back into plain failures before any other reporter counts them.
 */
export default class ConformanceReporter implements Reporter {
  #running: Running | undefined;
  #faultOutsideCases = false;
  #describe: ((record: CaseRecord) => string) | undefined;
  #page: AllurePage | undefined;
  #spools: SpoolReader | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor() {
    process.env[environment.verdicts] = String(process.pid);
  }

  /** With `--list` Playwright's own list is what users expect. */
  printsToStdio(): boolean {
    return !process.argv.includes('--list');
  }

  /** Faults outside any case: no test found, a set-up that failed. */
  onError(error: TestError): void {
    this.#faultOutsideCases = true;
    const said = error.message ?? error.value ?? 'Playwright reports an error without a message';
    mention(`${redactByForm(said)}\n`);
  }

  onBegin(config: FullConfig, suite: Suite): void {
    try {
      this.#begin(config, suite);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #begin(config: FullConfig, suite: Suite): void {
    const sessionPath = process.env[environment.session];
    if (sessionPath === undefined) return;
    const session = readSession(sessionPath);
    this.#spools = readSpools(dirname(sessionPath));
    const stored = openPlan(session.planPath);
    const { plan, planned, name } = stored;
    const ledger = openLedgerWriter(join(session.reports, 'ledger.jsonl'), {
      kind: 'header',
      schema: 1,
      tool: { name: 'dcr-conformance', version: toolVersion() },
      target: {
        name: plan.target.name,
        issuer: session.facts.issuer === '' ? null : session.facts.issuer,
        ...(session.facts.notes === undefined ? {} : { notes: session.facts.notes }),
        ...(session.facts.insecure === true ? { insecure: true } : {}),
      },
      profile: plan.profile,
      standard: plan.standard,
      seed: session.seed,
      started: session.started,
      flows: plan.target.flows ?? ['code'],
      ledger: plan.ledger,
      ...(plan.again === undefined ? {} : { again: plan.again }),
      plan: { cases: planned, ...(name === undefined ? {} : { name }) },
      waivers: plan.target.waivers.map((waiver) => ({ ...waiver, file: plan.target.file })),
      facts: JSON.parse(JSON.stringify(session.facts)) as never,
    });
    const tests = suite.allTests();
    const without = reportsLeftOut(process.env[environment.without]);
    const folders = without.includes('allure') ? undefined : makeAllureFolders(session.reports);
    this.#running = {
      folders,
      reports: session.reports,
      root: process.cwd(),
      allure: folders === undefined ? undefined : openAllure({ folders, header: ledger.header, config }),
      cases: findCases(stored),
      expected: new Set(tests.map(({ title }) => title)).size,
      without,
      progress: openProgress(process.stdout, tests.length, process.env),
      ledger,
    };
    this.#running.allure?.begin(suite);
  }

  onTestBegin(test: TestCase): void {
    this.#running?.allure?.testBegin(test);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const running = this.#running;
    const { text, isVerdict } = takeRecord([test.annotations, result.annotations], this.#spools);
    if (isVerdict) test.expectedStatus = 'passed';
    if (running === undefined) return;
    let record: CaseRecord | undefined;
    try {
      record =
        text === undefined
          ? recordWithoutWorker(test, result, running.cases)
          : (JSON.parse(text) as CaseRecord);
      if (record === undefined) return;
      running.ledger.write(record, text);
    } catch (error) {
      this.#giveUp(error);
      // What is not recorded need not be run.
      process.kill(process.pid, 'SIGINT');
      return;
    }
    running.progress.done(record);
    if (process.env[environment.verbose] === '1') say(wireLog(record));
    const { allure, folders } = running;
    if (allure === undefined || folders === undefined) return;
    try {
      // By now workers have loaded what they need; the generator loads while they work.
      this.#page ??= beginPage(running.ledger.header, running.reports, folders);
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    const page = this.#page;
    // Playwright waits for `onEnd` only: one result after the other, and all of them before the end.
    this.#written = this.#written.then(async () => {
      this.#describe ??= await describer(running);
      page.offer(await allure.testEnd(test, result, record, this.#describe(record)));
    });
  }

  async onEnd(): Promise<void> {
    const running = this.#running;
    this.#spools?.close();
    try {
      await this.#written;
      if (running !== undefined) await this.#publish(running);
    } catch (error) {
      this.#giveUp(error);
      await this.#written;
    }
  }

  /** Without a summary the command takes the run for none, and says so by its exit code. */
  #giveUp(error: unknown): void {
    const running = this.#running;
    this.#running = undefined;
    running?.progress.finish();
    const told = inUserWords(error);
    const whole = told instanceof TargetError ? told.message : String((told as Error).stack ?? told);
    const text = redactByForm(whole);
    mention(`the run cannot be recorded: ${text}\n`);
    this.#written = this.#written
      .catch(() => undefined)
      .then(() => {
        this.#page?.dismiss();
        if (running?.folders === undefined) return;
        const { results, attachments } = running.folders;
        for (const folder of [results, attachments]) rmSync(folder, { recursive: true, force: true });
      });
  }

  async #publish(running: Running): Promise<void> {
    running.progress.finish();
    await running.allure?.end();
    // Nobody knows which cases such a fault has kept from being run: one in a chapter's file takes the whole chapter away.
    const footer = this.#faultOutsideCases ? undefined : running.ledger.close(running.expected);
    const run = assemble(running.ledger.header, running.ledger.records(), footer);
    const summary = await publish(run, {
      reports: running.reports,
      without: running.without,
      ...(running.folders === undefined ? {} : { allure: running.folders }),
      ...(this.#page === undefined ? {} : { page: this.#page }),
    });
    say(printable(run, summary, running.reports, paperOf(process.stdout, process.env)));
    if (process.env['GITHUB_ACTIONS'] === 'true') instruct(githubAnnotations(run));
    if (running.folders !== undefined) rmSync(running.folders.results, { recursive: true, force: true });
  }
}

/** Attachments lie at once where they stay. Allure flushes each result to disk, which in memory costs nothing. */
function makeAllureFolders(reports: string): AllureFolders {
  const attachments = keptResults(reports);
  rmSync(attachments, { recursive: true, force: true });
  mkdirSync(attachments, { recursive: true });
  return { results: makeFolderInMemory('results'), attachments };
}

/** The plan's cases, each chapter read once. */
interface CaseFinder {
  readonly ofChapter: (path: string) => ReadonlyMap<string, Case>;
  /** By a test's title, `ADDRESS: TITLE`. */
  readonly titled: (title: string) => Case | undefined;
}

function findCases({ chapters, casesOf }: StoredPlan): CaseFinder {
  const read = new Map<string, ReadonlyMap<string, Case>>();
  const ofChapter = (path: string): ReadonlyMap<string, Case> => {
    const cases = read.get(path) ?? new Map(casesOf(path).map((one) => [one.address, one]));
    read.set(path, cases);
    return cases;
  };
  const titled = (title: string): Case | undefined =>
    chapters
      .filter(({ path }) => title.startsWith(`${path}/`))
      .flatMap(({ path }) => [...ofChapter(path).values()])
      .find(({ address }) => title.startsWith(`${address}: `));
  return { ofChapter, titled };
}

/** Puts a case in words as `dcr-conformance explain` does. */
async function describer({ cases, ledger }: Running): Promise<(record: CaseRecord) => string> {
  const { actions, checks } = await loadPlugins();
  return ({ address, title, chapter }) => {
    const one = cases.ofChapter(chapter.path).get(address);
    if (one === undefined) return title;
    return explain(one, ledger.header.ledger, {
      check: (check, args) => explainCheck(checks, check, args),
      action: (action) => actions.get(action)?.prose,
    });
  };
}

const interrupted = 'the run was interrupted';

/** A test that ended without a record: skipped by the plan, interrupted, or its worker died, which is our fault. */
function recordWithoutWorker(test: TestCase, result: TestResult, cases: CaseFinder): CaseRecord | undefined {
  const one = cases.titled(test.title);
  if (one === undefined) return undefined;
  const blank = { ...blankRecord(one, result.startTime), durationMs: result.duration };
  if (result.status === 'skipped') {
    const reason = one.applicable.yes ? interrupted : one.applicable.reason;
    return { ...blank, verdict: one.applicable.yes ? 'unproven' : 'not-applicable', cause: reason };
  }
  if (result.status === 'interrupted') return { ...blank, verdict: 'unproven', cause: interrupted };
  // Whatever was thrown: it may quote what was being sent.
  const cause = redactByForm(result.error?.message ?? `the test ended ${result.status} without a record`);
  return { ...blank, verdict: 'harness-error', cause };
}
