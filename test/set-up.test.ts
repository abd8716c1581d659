import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Agent, request } from 'undici';

import { readTarget } from '../src/plan/target-file.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';
import { brandNumber } from './holder-brands.js';

const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

describe('setting up', () => {
  let lab: DoctorLab;
  let folder: string;
  before(async () => {
    lab = await openDoctorLab(join(process.cwd(), 'keys'));
    ({ folder } = lab);
    mkdirSync(join(folder, 'targets'), { recursive: true });
    symlinkSync(join(process.cwd(), 'keys'), join(folder, 'keys'));
  });
  after(() => lab.close());

  /** A command that goes on, what it has printed, and its end. */
  const start = (args: readonly string[]) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const shows = async (wanted: RegExp): Promise<string> => {
      for (let tries = 0; tries < 1200; tries += 1) {
        const found = wanted.exec(text);
        if (found !== null) return found[1] ?? found[0];
        await sleep(50);
      }
      return assert.fail(`${String(wanted)} was never shown:\n${text}`);
    };
    return { child, shows, ended };
  };

  it('serve offers the Register in full, obeys what is typed, and ends at Ctrl-C', async () => {
    writeFileSync(
      join(folder, 'targets', 'bank.yaml'),
      `name: Bank\ndiscovery: ${brandNumber(1).infosecBaseUri}/.well-known/openid-configuration\n`,
    );
    const { child, shows, ended } = start(['serve', '-t', 'bank', '--products', '2', '--ssa']);
    const { keyPem, certificatePem } = lab.cast.identity('recipient');
    const agent = new Agent({ connect: { ca: lab.cast.authorityPem, key: keyPem, cert: certificatePem } });
    const get = async (url: string, headers: Record<string, string> = {}) => {
      const { statusCode, body } = await request(url, { dispatcher: agent, headers });
      return { status: statusCode, json: (await body.json()) as Record<string, unknown> };
    };
    try {
      const keys = await shows(/Register keys +(\S+)/);
      const statuses = await shows(/(https\S+software-products\/status)\n/);
      const product = await shows(/Software product +(\S+)/);
      const token = await shows(/token endpoint +(\S+)/);
      await shows(/SSA \(ten minutes\) eyJ/);
      assert.equal((await get(keys)).status, 200);
      const configuration = (await get(await shows(/configuration +(\S+)/))).json;
      assert.equal(configuration['token_endpoint'], token);
      assert.equal((await get(await shows(/data recipients +(\S+)/), { 'x-v': '3' })).status, 200);
      const answer = await request(token, { dispatcher: agent, method: 'POST', body: 'grant_type=foo' });
      assert.equal(answer.statusCode, 400);
      await answer.body.dump();
      assert.match(await shows(/POST \/idp\/connect\/token {2}(\d+)/), /400/);
      child.stdin.write(`status software-product ${product} INACTIVE\nstatus software-produkt x y\n`);
      await shows(/did you mean 'software-product'/);
      const list = (await get(statuses, { 'x-v': '2' })).json['data'] as readonly object[];
      assert.deepEqual(
        list.find((entry) => Object.values(entry).includes(product)),
        { softwareProductId: product, status: 'INACTIVE' },
      );
      assert.equal(list.length, 2);
    } finally {
      child.kill('SIGINT');
      await agent.destroy();
    }
    const [code] = await ended;
    assert.equal(code, 0);
  });

  const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux');
  it('init asks on a terminal', { skip: hasScript ? false : 'no script(1) of util-linux' }, async () => {
    const child = spawn(
      'script',
      ['-qec', `${process.execPath} ${main} init --out targets/asked.yaml`, '/dev/null'],
      {
        cwd: folder,
        env: { ...process.env, NODE_TEST_CONTEXT: undefined, TERM: 'dumb' },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const answers: readonly (readonly [RegExp, string])[] = [
      [/Name of the Data Holder \[my-holder\]:/, 'Asked Bank'],
      [/configuration document/, 'https://bank.example/.well-known/openid-configuration'],
      [/PEM file of the CA/, 'bank-ca.pem'],
      [/Address and port/, ''],
      [/URL under which the holder/, 'https://tests.example'],
      [/Flows/, 'both'],
    ];
    for (const [question, typed] of answers) {
      for (let tries = 0; !question.test(text) && tries < 600; tries += 1) await sleep(50);
      assert.match(text, question);
      child.stdin.write(`${typed}\r`);
    }
    const [code] = await ended;
    assert.equal(code, 0, text);
    const file = join(folder, 'targets', 'asked.yaml');
    const target = readTarget(readFileSync(file, 'utf8'), file, { today: '2026-01-01', env: {} });
    assert.equal(target.name, 'Asked Bank');
    assert.deepEqual(target.flows, ['code', 'hybrid']);
    assert.equal(target.host.publicUrl, 'https://tests.example');
    assert.deepEqual(target.host.listen, { host: '127.0.0.1', port: 8443 });
  });

  it('a listener without TLS stands behind a proxy that ends it', async () => {
    const port = await lab.freePort();
    // The proxy has a certificate of the bank's CA, which the bank's holder trusts.
    const proxy = createTlsServer({ key: lab.server.keyPem, cert: lab.server.certPem }, (socket) => {
      const behind = connect(port, '127.0.0.1');
      for (const end of [socket, behind]) end.on('error', () => end.destroy());
      socket.pipe(behind).pipe(socket);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port: outer } = proxy.address() as AddressInfo;
    const text = (discovery: string): string =>
      `name: Bank\ndiscovery: ${discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: '127.0.0.1:${port}', publicUrl: 'https://localhost:${outer}', tls: off }\n`;
    try {
      const both = lab.file(
        'both.pem',
        `${readFileSync(lab.ourCa, 'utf8')}\n${readFileSync(lab.bankCa, 'utf8')}`,
      );
      const { discovery } = await lab.holder(outer, { trust: both });
      const { checked } = await lab.consult(text(discovery));
      const faults = checked.filter(({ finding }) => finding.state !== 'sound');
      assert.deepEqual(faults, []);
      const seen = checked.find(({ id }) => id === 'reached')?.finding;
      assert.match(JSON.stringify(seen), /[1-9]\d* fetches of the Register's keys, [1-9]/);
    } finally {
      proxy.close();
      await lab.endServers();
    }
    const { checked } = await lab.consult(
      text(`https://localhost:${outer}/.well-known/openid-configuration`),
    );
    assert.match(JSON.stringify(checked), /public-url-unreachable/);
  });

  it("a certificate and keys of the user's own come from files and variables, as PEM and JWK", async () => {
    const port = await lab.freePort();
    const client = await lab.issue('Recipient of its own', { usage: 'client' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const jwk = JSON.stringify({ ...rsa.export({ format: 'jwk' }), kid: 'of-the-user' });
    const pem = lab.file('es256.pem', elliptic.export({ type: 'pkcs8', format: 'pem' }).toString());
    const { discovery } = await lab.holder(port, { clientCa: lab.bankCa });
    const text = (identity: string): string =>
      `name: Bank\ndiscovery: ${discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: '127.0.0.1:${port}' }\n${identity}\n`;
    const env = { CLIENT_CERT: client.certPem, CLIENT_KEY: client.keyPem, SIGNING_KEY: jwk };
    Object.assign(process.env, env);
    try {
      const fromVariables = `identity: { certificate: { env: CLIENT_CERT }, key: { env: CLIENT_KEY }, signing: [{ env: SIGNING_KEY }, ${pem}] }`;
      const fromFiles = `identity: { certificate: ${client.cert}, key: ${client.key}, signing: [${lab.file('key.jwk.json', jwk)}] }`;
      for (const identity of [fromVariables, fromFiles]) {
        const { checked } = await lab.consult(text(identity), env);
        const faults = checked.filter(({ finding }) => finding.state !== 'sound');
        assert.deepEqual(faults, [], identity);
        assert.ok(
          checked.some(({ finding }) => finding.state === 'sound' && finding.saw.startsWith('your own; ')),
        );
      }
      // Not with ours: the holder trusts the bank's CA alone.
      const { checked } = await lab.consult(text(''));
      assert.match(JSON.stringify(checked), /client-certificate-refused/);
    } finally {
      for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
      await lab.endServers();
    }
  });
});
