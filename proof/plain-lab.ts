import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CaseRecord } from '../src/nouns/finding.js';
import { selectCases } from '../src/plan/select.js';
import { compilePlan, openTarget } from '../src/run/compile.js';
import { writePlan, type PlanFile } from '../src/run/plan-file.js';
import { conduct } from '../src/run/conduct.js';
import { openSession, type Session } from '../src/run/session.js';
import { openStage, type OpenStage } from '../src/run/stage.js';

export interface PlainLabOptions {
  readonly root: string;
  /** URL of a running server, or the path of a target file. */
  readonly target: string;
  /** Address patterns; all cases without them. */
  readonly cases?: readonly string[];
  readonly parallel?: number;
  /** By default compiled for this call. */
  readonly compiled?: PlanFile;
}

const profile = 'rfc7591';
const today = (): string => new Date().toISOString().slice(0, 10);

/** The whole book, compiled for no target in particular: seconds that many measurements share. */
export function compilePlain(root: string): Promise<PlanFile> {
  return compilePlan(
    { target: 'http://127.0.0.1/', profile },
    { root, scenarios: join(root, 'scenarios') },
    today(),
  );
}

/** Judges a running server by the profile rfc7591, in this process and without Playwright. */
export async function judgePlain(options: PlainLabOptions): Promise<readonly CaseRecord[]> {
  const { root, cases: patterns = [], parallel = 4 } = options;
  const whole = options.compiled ?? (await compilePlain(root));
  const target = openTarget({ target: options.target, profile }, today());
  const cases = selectCases(whole.plan.cases, { patterns });
  const planFile: PlanFile = { ...whole, plan: { ...whole.plan, target, cases } };
  const folder = mkdtempSync(join(tmpdir(), 'dcr-plain-'));
  let session: Session | undefined;
  let open: OpenStage | undefined;
  try {
    session = await openSession({
      planPath: writePlan(planFile, folder),
      planFile,
      keys: join(root, 'keys'),
      reports: folder,
      seed: 'plain-lab',
      skipDoctor: true,
    });
    open = await openStage(session.path);
    const { stage } = open;
    const records: CaseRecord[] = [];
    const waiting = [...cases.entries()];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, one] = next;
        records[index] = await conduct(one, stage);
      }
    };
    await Promise.all(Array.from({ length: parallel }, lane));
    return records;
  } finally {
    await open?.close();
    await session?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
