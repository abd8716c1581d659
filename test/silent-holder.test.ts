import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { after, before, describe, it } from 'node:test';

import { command } from './command.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

// `DCR_SILENT=whole` runs the whole book at the usual deadline, which takes some minutes.
const whole = process.env['DCR_SILENT'] === 'whole';

const read = (url: string, ca: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { ca }, (response) => {
      resolve(text(response));
    }).on('error', reject);
  });

describe('a holder that publishes its configuration and says nothing more', () => {
  let lab: DoctorLab;
  const asked = new Map<string, number>();
  before(async () => {
    lab = await openDoctorLab();
  });
  after(() => lab.close());

  it('costs a run that skips the doctor a bounded number of time-outs, and shows one cause', async () => {
    const sound = await lab.holder(await lab.freePort());
    const document = await read(sound.discovery, readFileSync(lab.bankCa, 'utf8'));
    const path = '/.well-known/openid-configuration';
    let base = '';
    base = await lab.serve((request, response) => {
      if (request.url === path) response.end(document.replaceAll(/https:\/\/localhost:\d+/g, base));
      else asked.set(request.url ?? '', (asked.get(request.url ?? '') ?? 0) + 1);
    });
    lab.file(
      'targets/silent.yaml',
      `name: Silent\ndiscovery: ${base}${path}\ntrust: [${lab.bankCa}]\n` +
        `limits: { requestMs: ${whole ? 10_000 : 400} }\n`,
    );
    const began = performance.now();
    const ran = await command(lab.folder, [
      'run',
      ...(whole ? [] : ['metadata', 'request']),
      '-t',
      'silent',
      '--skip-doctor',
      '--no-allure',
    ]);
    if (whole)
      process.stdout.write(`${ran.text}\n${(performance.now() - began) / 1000} s, asked ${inspect(asked)}\n`);
    assert.equal(ran.code, 3, ran.text);
    const { cases, causes, rootCause } = ran.summary();
    assert.equal(cases.failed + cases.passed + cases.harnessError, 0, JSON.stringify(cases));
    assert.ok(cases.unproven > 60, String(cases.unproven));
    // Two workers, each of which learns for itself: 3, and one after 8, 16, 32 ... more. A case asks several times.
    const most = 2 * (3 + Math.log2(8 * cases.unproven));
    for (const [endpoint, times] of asked)
      assert.ok(times <= most, `${times} requests to ${endpoint} waited in vain, at most ${most} should`);
    assert.match(rootCause ?? '', /No valid register request was accepted.*TIMEOUT|gave no answer/);
    assert.match(causes[0]?.cause ?? '', /register gave no answer to 3 requests in a row/);
  });
});
