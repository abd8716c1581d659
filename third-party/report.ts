import { join } from 'node:path';

import { writeAtomically } from '../src/report/write-atomically.js';
import { toolVersion } from '../src/run/tool.js';
import { isConfirmed, type Outcome } from './outcome.js';
import { differencesOf, tableOf } from './table.js';

/** Writes `third-party.md` for people and `third-party.json` for machines; gives the path of the former. */
export async function writeReport(outcomes: readonly Outcome[], folder: string): Promise<string> {
  const page = join(folder, 'third-party.md');
  const differences = outcomes.flatMap(differencesOf);
  await writeAtomically(
    page,
    [
      '# Servers that nobody here wrote\n',
      `dcr-conformance ${toolVersion()} under Node ${process.versions.node}.\n`,
      tableOf(outcomes),
      ...(differences.length === 0
        ? []
        : ['## Not as expected\n', ...differences.map((line) => `- ${line}`), '']),
    ].join('\n'),
  );
  await writeAtomically(
    join(folder, 'third-party.json'),
    `${JSON.stringify({ tool: toolVersion(), node: process.versions.node, servers: outcomes.map(plain) }, null, 2)}\n`,
  );
  return page;
}

function plain(outcome: Outcome): unknown {
  const { server, kind } = outcome;
  const { name, title, from } = server;
  if (kind !== 'examined')
    return { name, title, package: server.package, from, kind, reason: outcome.reason };
  return {
    name,
    title,
    package: server.package,
    from,
    kind,
    asExpected: isConfirmed(outcome),
    runs: outcome.examinations.map(({ version, summary, comparison }) => ({
      version,
      profile: summary.profile,
      verdict: summary.verdict,
      cases: summary.cases,
      requirements: summary.requirements,
      seed: summary.seed,
      durationMs: summary.durationMs,
      comparison,
    })),
  };
}
