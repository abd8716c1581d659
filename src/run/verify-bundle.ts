import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { JWK } from 'jose';

import { TargetError } from '../nouns/errors.js';
import { isJsonObject, parseJson } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { parseLedger } from '../report/ledger-file.js';
import { discrepancies, parseManifest } from '../report/manifest.js';
import { conformanceStatement } from '../report/statement.js';
import { rejudge } from './rejudge.js';
import { brokenSeal, thumbprintOf } from './seal.js';

/** What checking an evidence bundle came to. */
export interface Verification {
  /** What is wrong with it, the first thing first; none when it holds. */
  readonly problems: readonly string[];
  readonly signer: string | undefined;
  readonly files: number;
  readonly judged: number;
}

/**
 * Checks an evidence bundle, offline: its seal, every digest, then whether the stored exchanges still show the verdicts
 * that it states. `key`: the thumbprint of the key that must have signed it.
 * @throws TargetError when the folder is no bundle at all.
 */
export async function verifyBundle(folder: string, key?: string): Promise<Verification> {
  const read = (name: string): Promise<Buffer> =>
    readFile(join(folder, name)).catch(() => {
      throw new TargetError(`${join(folder, name)}: is missing; an evidence bundle has a sealed manifest`);
    });
  if (
    !(await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  ) {
    throw new TargetError(`${folder}: there is no such folder`);
  }
  const manifestBytes = await read('manifest.json');
  const jwk = parseJson((await read('public-key.json')).toString('utf8'));
  const signer = isJsonObject(jwk) ? await thumbprintOf(jwk) : undefined;
  const jws = (await read('manifest.jws')).toString('utf8');
  const result = { signer, files: 0, judged: 0 };
  if (signer === undefined) return { ...result, problems: ['public-key.json: is no public key'] };
  if (key !== undefined && key !== signer) {
    return { ...result, problems: [`public-key.json: is the key ${signer}, not ${key}`] };
  }
  const unsealed = await brokenSeal(manifestBytes, jws, jwk as JWK);
  if (unsealed !== undefined) {
    const culprit = unsealed.startsWith('the signature') ? 'manifest.json' : 'manifest.jws';
    return { ...result, problems: [`${culprit}: ${unsealed}`] };
  }
  const manifest = parseManifest(manifestBytes.toString('utf8'), join(folder, 'manifest.json'));
  const changed = await discrepancies(folder, manifest);
  if (changed.length > 0) return { ...result, files: manifest.files.length, problems: changed };
  const { judged, problems } = await judgeAgain(folder);
  return { signer, files: manifest.files.length, judged, problems };
}

/** Whether the bundle says what its own exchanges show. */
async function judgeAgain(
  folder: string,
): Promise<{ readonly judged: number; readonly problems: readonly string[] }> {
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');
  const run = parseLedger(await text('ledger.jsonl'), 'ledger.jsonl');
  const schemas = parseJson(await text('schemas.json'));
  const { judged, differences } = await rejudge(run, schemas as Readonly<Record<string, JsonSchema>>);
  const stated = parseJson(await text('statement.json'));
  const due: unknown = JSON.parse(JSON.stringify(conformanceStatement(run)));
  const misstated = isDeepStrictEqual(stated, due)
    ? []
    : ['statement.json: does not state what the ledger shows'];
  return { judged, problems: [...differences.map((one) => `ledger.jsonl: ${one}`), ...misstated] };
}
