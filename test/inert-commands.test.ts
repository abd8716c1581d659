import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { writeLedger } from '../src/report/ledger-file.js';
import { assertInert } from './assert-inert.js';
import { command, type Ran } from './command.js';
import type { Behaviour } from './hostile/behaviour.js';
import { openFront } from './hostile/front.js';
import { whole } from './hostile/raw-answer.js';
import { openStand, type Stand } from './hostile/stand.js';
import { hostileRun } from './hostile-run.js';
import { run } from './report-fixture.js';

/** What steers a terminal or a CI service, at the start of a line and within one. */
const attack =
  '\u001b[2J\u001b]8;;https://evil.example\u0007\u009b31m\u202e\r\n::add-mask::pwned\n  ::stop-commands::pwned ##[add-path]/pwned ##vso[task.prependpath]/pwned ok    ::error::pwned';
const yaml = JSON.stringify(attack);

describe('commands print nothing that steers a terminal or a CI service', () => {
  let stand: Stand;
  let folder: string;
  const target = join('targets', 'bank.yaml');
  before(async () => {
    stand = await openStand();
    folder = mkdtempSync(join(tmpdir(), 'dcr-inert-'));
    mkdirSync(join(folder, 'targets'));
    symlinkSync(stand.lab.cast.folder, join(folder, 'keys'));
  });
  after(async () => {
    await stand.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const writeTarget = (...lines: readonly string[]): void => {
    writeFileSync(join(folder, target), [`name: ${yaml}`, ...lines, ''].join('\n'));
  };
  /** Runs a command, and looks at everything that it has printed. */
  const inert = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
    const ran = await command(folder, args, env);
    assertInert(ran.stdout, args.join(' '));
    assertInert(ran.stderr, args.join(' '));
    return ran;
  };

  it('about a stored run, whoever made it', async () => {
    await writeLedger(join(folder, 'one', 'ledger.jsonl'), hostileRun(attack));
    await writeLedger(join(folder, 'other', 'ledger.jsonl'), run());
    assert.match((await inert(['report', 'one'])).stdout, /add-mask/);
    assert.match((await inert(['report', 'one', '--show-waivers'])).stdout, /pwned/);
    assert.match((await inert(['diff', 'other', 'one'])).stdout, /add-mask/);
    const json = await inert(['diff', 'other', 'one', '--json']);
    assert.match(
      (JSON.parse(json.stdout) as { newCases: readonly string[] }).newCases.join(' '),
      /::add-mask::pwned\n/,
    );
    assert.match((await inert(['merge', 'one', '--reports', 'merged'])).stdout, /add-mask/);
    assert.match((await inert(['merge', 'one', 'other'])).stderr, /another run/);
    writeFileSync(join(folder, 'broken.jsonl'), `{"kind":${yaml}}\n`);
    assert.match((await inert(['report', 'broken.jsonl'])).stderr, /pwned/);
    await inert(['verify', `one${attack}`]);
  });

  it('about a target whose every answer is hostile', async () => {
    const hostPort = await stand.lab.freePort();
    const behaviour: Behaviour = {
      what: 'refuses everything in words that steer a terminal',
      due: { kind: 'harmless' } as never,
      answer: async ({ socket, honest }) => {
        const { status } = await honest();
        socket.write(
          whole({
            status: status === 201 ? 400 : status,
            fields: [['Content-Type', 'application/json']],
            body: Buffer.from(JSON.stringify({ error: attack, error_description: attack, [attack]: attack })),
          })
            .toString('latin1')
            .replace('Whatever', '\u009b2J\u0085'),
          'latin1',
        );
      },
    };
    const front = await openFront({
      behaviour,
      place: 'registration',
      props: stand.props,
      behind: await stand.holder(hostPort),
      upstream: stand.upstream,
      elsewhere: 'https://localhost:1',
    });
    try {
      writeTarget(
        `discovery: ${front.discovery}`,
        `trust: [${stand.lab.bankCa}]`,
        `host: { listen: '127.0.0.1:${String(hostPort)}' }`,
      );
      assert.match((await inert(['doctor', '-t', target])).stdout, /FAIL[\s\S]*pwned/);
      const { checks } = JSON.parse((await inert(['doctor', '-t', target, '--json'])).stdout) as {
        checks: unknown;
      };
      assert.match(JSON.stringify(checks), /pwned/);
      await inert(['trust', '-t', target]);
      await inert(['list', 'discovery', '-t', target]);
      const cases = [
        'registration/life-cycle/full-circle@code',
        'request/signature/foreign-key[stranger]@code',
      ];
      const ran = await inert([
        'run',
        ...cases,
        '-t',
        target,
        '--skip-doctor',
        '--verbose',
        '--no-allure',
        '--show-waivers',
      ]);
      assert.equal(ran.code, 1, ran.text);
      assert.match(ran.stdout, /pwned/);
      await inert(['replay', cases[0] ?? '', '-t', target]);
    } finally {
      await front.close();
    }
  });

  it('about a server certificate whose subject is hostile', async () => {
    const { keyPem, certPem } = await stand.lab.issue('evil', { commonName: attack }, ['elsewhere.example']);
    const base = await stand.lab.serve((_request, response) => response.end(attack), {
      key: keyPem,
      cert: certPem,
    });
    for (const trust of [`trust: [${stand.lab.bankCa}]`, '']) {
      writeTarget(`discovery: ${base}/.well-known/openid-configuration`, trust);
      assert.match((await inert(['doctor', '-t', target])).stdout, /FAIL/);
      assert.equal((await inert(['run', '-t', target])).code, 3);
    }
  });
});
