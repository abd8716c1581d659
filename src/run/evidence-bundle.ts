import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { openCast } from '../cast/cast.js';
import { jsonText } from '../evidence/json-text.js';
import { wireLog } from '../evidence/wire-log.js';
import { oneLine } from '../evidence/visible.js';
import { writeLedger, type RunLedger } from '../report/ledger-file.js';
import { manifestOf } from '../report/manifest.js';
import { statementPage } from '../report/statement-page.js';
import { conformanceStatement } from '../report/statement.js';
import { writeAtomically } from '../report/write-atomically.js';
import type { PlanFile } from './plan-file.js';
import { seal } from './seal.js';

export interface Bundled {
  readonly refused: boolean;
  /** For the terminal. */
  readonly text: string;
}

const longestList = 60;

/**
 * Writes `reports/evidence/`: statement, ledger, schemas, transcripts, and a signed manifest of them all. Refused, with
 * the list, while anything that applies is unproven or was not run: half a picture is no evidence.
 */
export async function bundleEvidence(
  run: RunLedger,
  planFile: Pick<PlanFile, 'plan' | 'schemas'>,
  { reports, keys }: { readonly reports: string; readonly keys: string },
): Promise<Bundled> {
  const folder = join(reports, 'evidence');
  // Evidence of an earlier run must never be taken for this one's.
  rmSync(folder, { recursive: true, force: true });
  const gaps = gapsIn(run, planFile);
  if (gaps.length > 0) {
    const more = gaps.length - longestList;
    return {
      refused: true,
      text: [
        `No evidence bundle: ${String(gaps.length)} things were not shown.`,
        ...gaps.slice(0, longestList).map((gap) => `  ${oneLine(gap)}`),
        ...(more > 0 ? [`  … and ${String(more)} more`] : []),
        '',
      ].join('\n'),
    };
  }
  const key = (await openCast(keys)).key('evidence-es256');
  const write = (path: string, text: string): Promise<void> => writeAtomically(join(folder, path), text);
  await write('statement.json', jsonText(conformanceStatement(run)));
  await write('statement.html', statementPage(run, key.kid));
  await writeLedger(join(folder, 'ledger.jsonl'), run);
  await write('schemas.json', jsonText(planFile.schemas));
  for (const [index, record] of run.cases.entries()) {
    await write(transcriptPath(record.address, index), wireLog(record));
  }
  const manifest = jsonText(await manifestOf(folder));
  await write('manifest.json', manifest);
  await write('manifest.jws', `${await seal(Buffer.from(manifest), key)}\n`);
  await write('public-key.json', jsonText(key.publicJwk));
  const at = relative(process.cwd(), folder);
  return {
    refused: false,
    text: [
      `evidence        ${at}/statement.html (${String(run.cases.length)} transcripts, signed)`,
      `signed with     ${key.kid}`,
      `to check it     dcr-conformance verify ${at} --key ${key.kid}`,
      '',
    ].join('\n'),
  };
}

/** What keeps a run from being evidence. */
export function gapsIn(run: RunLedger, { plan }: Pick<PlanFile, 'plan'>): readonly string[] {
  const ran = new Set(run.cases.map(({ address }) => address));
  return [
    ...(run.header.target.insecure === true
      ? ["the target's certificates were not verified (insecure): whoever answered may be someone else"]
      : []),
    ...(run.complete ? [] : ['the run was cut short']),
    ...plan.cases.filter(({ address }) => !ran.has(address)).map(({ address }) => `${address}: was not run`),
    ...run.cases
      .filter(({ verdict }) => verdict === 'unproven' || verdict === 'harness-error')
      .map(
        ({ address, verdict, cause }) => `${address}: ${verdict}${cause === undefined ? '' : `: ${cause}`}`,
      ),
  ];
}

/** A path of a case's own, whatever a row's label holds; the number keeps two of them apart. */
function transcriptPath(address: string, index: number): string {
  const safe = address
    .split('/')
    .map((part) => part.replace(/[^\w@.[\]=-]+/g, '_').replace(/^\.+/, '_'))
    .join('/');
  return `transcripts/${safe.slice(0, 150)}.${String(index + 1)}.txt`;
}
