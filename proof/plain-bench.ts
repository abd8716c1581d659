import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stringify } from 'yaml';

import type { PlainFault } from '../holder-plain/faults.js';
import { startPlainServer } from '../holder-plain/server.js';
import { openCast } from '../src/cast/cast.js';
import type { CaseRecord } from '../src/nouns/finding.js';
import type { PlanFile } from '../src/run/plan-file.js';
import { judgePlain } from './plain-lab.js';

const initialAccessToken = 'an-initial-access-token-0123456789';
const issuer = 'https://statements.example';

export interface BenchOptions {
  readonly root: string;
  readonly faults?: readonly PlainFault[];
  readonly cases?: readonly string[];
  /** The server wants an initial access token and trusts our software statements. */
  readonly guarded?: boolean;
  /** The target is named by its registration endpoint, not by its issuer. */
  readonly byEndpoint?: boolean;
  readonly compiled?: PlanFile;
}

/** Judges the small server of `holder-plain/` with faults by the profile rfc7591. */
export async function judgeFaulty(options: BenchOptions): Promise<readonly CaseRecord[]> {
  const { root, faults = [], cases, guarded = false, compiled } = options;
  const cast = await openCast(join(root, 'keys'), { hostNames: [] });
  const server = await startPlainServer(
    faults,
    guarded ? { initialAccessToken, statements: { issuer, key: cast.key('recipient-ps256').publicJwk } } : {},
  );
  const folder = mkdtempSync(join(tmpdir(), 'dcr-plain-target-'));
  try {
    const file = join(folder, 'plain.yaml');
    process.env['DCR_PLAIN_BENCH_TOKEN'] = initialAccessToken;
    const registration = {
      initialAccessToken: { env: 'DCR_PLAIN_BENCH_TOKEN' },
      softwareStatement: { issuer },
    };
    const target = {
      name: 'plain',
      profile: 'rfc7591',
      url: options.byEndpoint === true ? `${server.issuer}/register` : server.issuer,
      ...(guarded ? { registration } : {}),
    };
    writeFileSync(file, stringify(target));
    return await judgePlain({
      root,
      target: file,
      ...(cases === undefined ? {} : { cases }),
      ...(compiled === undefined ? {} : { compiled }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  }
}
