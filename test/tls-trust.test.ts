import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

let lab: DoctorLab;
before(async () => {
  lab = await openDoctorLab();
});
after(() => lab.close());

/** Whether a connection stands that trusts `trust`, in a Node whose own authorities are those of the file `nodes`. */
async function trusts(
  trust: readonly string[],
  publicTrust: boolean,
  nodes: string,
  url: string,
): Promise<string> {
  const module = new URL('../src/recipient/tls-trust.js', import.meta.url).href;
  const script = `
    const { connect } = await import('node:tls');
    const { trustingContext } = await import(${JSON.stringify(module)});
    const secureContext = trustingContext(${JSON.stringify({ trust, publicTrust })}, { minVersion: 'TLSv1.2' });
    const { hostname: host, port } = new URL(${JSON.stringify(url)});
    const socket = connect({ host, port: Number(port), servername: host, secureContext });
    socket.on('secureConnect', () => { console.log('trusted'); socket.destroy(); });
    socket.on('error', (error) => console.log(error.code));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--use-openssl-ca', '--input-type=module', '--eval', script],
    {
      env: { ...process.env, SSL_CERT_FILE: nodes },
    },
  );
  return stdout.trim();
}

test('a context trusts whom it is told, beside the authorities of Node or without them', async () => {
  const theirs = await lab.serve((_, response) => response.end());
  const { keyPem: key, certificatePem: cert } = lab.cast.identity('holder');
  const ours = await lab.serve((_, response) => response.end(), { key, cert });
  const our = [readFileSync(lab.ourCa, 'utf8')];
  const stranger = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  const table = [
    [our, true, ours, 'trusted'],
    [our, true, theirs, 'trusted'],
    [[], true, ours, stranger],
    [[], true, theirs, 'trusted'],
    [our, false, ours, 'trusted'],
    [our, false, theirs, stranger],
    [[], false, theirs, stranger],
  ] as const;
  for (const [trust, publicTrust, url, expected] of table)
    assert.equal(
      await trusts(trust, publicTrust, lab.bankCa, url),
      expected,
      JSON.stringify([trust.length, publicTrust, url === ours]),
    );
});
