import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { FaultName } from '../src/run/doctor/diagnosis.js';
import { command, type Ran } from './command.js';
import { startProxy, type ConnectProxy, type ProxyManner } from './connect-proxy.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

/** A name that only the proxy resolves (RFC 6761 section 6.2): what reaches the holder came through it. */
const name = 'holder.bank.test';
const password = 'geh:eim/geh@eim';
const user = 'ci';
const encoded = `${user}:${encodeURIComponent(password)}`;

describe('a holder behind a proxy', () => {
  let lab: DoctorLab;
  let proxy: ConnectProxy;
  const proxies: ConnectProxy[] = [];
  before(async () => {
    lab = await openDoctorLab(join(process.cwd(), 'keys'));
    symlinkSync(join(process.cwd(), 'keys'), join(lab.folder, 'keys'));
    const hostPort = await lab.freePort();
    const server = await lab.issue('behind', {}, [name]);
    const { discovery } = await lab.holder(hostPort, {
      publicHost: name,
      tls: { key: server.key, cert: server.cert },
    });
    lab.file(
      'bank.yaml',
      `name: Bank\ndiscovery: ${discovery}\ntrust: [${lab.bankCa}]\nhost: { listen: "127.0.0.1:${String(hostPort)}" }\n`,
    );
    proxy = await open({ credentials: `${user}:${password}` });
  });
  after(async () => {
    for (const one of proxies) await one.stop();
    await lab.close();
  });

  async function open(manner: Partial<ProxyManner>): Promise<ConnectProxy> {
    const one = await startProxy({ names: [name], ...manner });
    proxies.push(one);
    return one;
  }
  const at = (port: number, credentials = `${encoded}@`): NodeJS.ProcessEnv => ({
    HTTPS_PROXY: `http://${credentials}localhost:${String(port)}`,
    NO_PROXY: undefined,
  });
  const call = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> =>
    command(lab.folder, [...args, '-t', 'bank.yaml'], env);
  async function faultOf(env: NodeJS.ProcessEnv): Promise<{ fault?: FaultName; cause?: string; ran: Ran }> {
    const ran = await call(['doctor', '--json'], env);
    const { cause } = JSON.parse(ran.stdout) as { cause: { fault: FaultName; cause: string } | null };
    return { ...cause, ran };
  }
  /** Whoever finds one of these in a file can use the proxy. */
  function assertNoSecret(ran: Ran): void {
    const secrets = [
      password,
      encodeURIComponent(password),
      Buffer.from(`${user}:${password}`).toString('base64'),
    ];
    for (const secret of secrets) {
      assert.ok(!ran.text.includes(secret), ran.text);
      for (const file of filesBelow(join(lab.folder, 'reports'))) {
        assert.ok(!readFileSync(file).includes(secret), `${file} holds ${secret}`);
      }
    }
  }

  it('is examined through it, check by check, and the doctor says which proxy that is', async () => {
    const ran = await call(['doctor'], at(proxy.port));
    assert.equal(ran.code, 0, ran.text);
    const shown = `the proxy http://localhost:${String(proxy.port)} (HTTPS_PROXY)`;
    assert.ok(ran.text.includes(`${name} is left to ${shown}`), ran.text);
    assert.ok(ran.text.includes(`${shown} connects to ${name}:`), ran.text);
    assert.match(ran.text, /the registration can be deleted {2}\(204\)/);
    assertNoSecret(ran);
  });

  it('is judged through it: mutual TLS, raw handshakes and clear text; our own host is not', async () => {
    const before = proxy.tunnels.length;
    const chapters = ['registration/life-cycle', 'transport/**', 'discovery/**', 'security/signatures/**'];
    const ran = await call(['run', ...chapters, '-q', '--seed', 'proxy', '--no-allure'], at(proxy.port));
    const summary = ran.summary();
    assert.equal(summary.cases.failed, 0, ran.text);
    const unproven = ran.records().filter(({ verdict }) => verdict === 'unproven');
    assert.deepEqual(
      unproven.map(({ address, cause }) => [address, cause]),
      [],
    );
    assert.ok(summary.cases.passed > 20, ran.text);
    assert.ok(proxy.tunnels.length > before + 10);
    for (const tunnel of proxy.tunnels) assert.match(tunnel, /^holder\.bank\.test:\d+$/);
    assert.deepEqual(proxy.others, []);
    const said = new RegExp(
      `holder\\.bank\\.test:\\d+.* through the proxy http://localhost:${String(proxy.port)} \\(HTTPS_PROXY\\)`,
    );
    assert.match(ran.stdout.replaceAll(/\s+/g, ' '), said);
    assert.ok((summary.target.notes ?? []).some((note) => said.test(note)));
    assert.match(readFileSync(join(ran.reports, 'index.html'), 'utf8'), said);
    assertNoSecret(ran);
  });

  it('is not looked for elsewhere: NO_PROXY is obeyed, and said', async () => {
    const before = proxy.tunnels.length;
    const { fault, ran } = await faultOf({ ...at(proxy.port), NO_PROXY: '.bank.test' });
    assert.equal(fault, 'name-not-resolving');
    assert.match(ran.stdout, /not through the proxy of HTTPS_PROXY: NO_PROXY has \.bank\.test/);
    assert.equal(ran.code, 3);
    assert.equal(proxy.tunnels.length, before);
  });

  it('is not blamed for a proxy that refuses, wants credentials, is not there or is misspelt', async () => {
    const refusing = await open({ refuse: 403 });
    const blind = await open({ names: [] });
    const rows: readonly (readonly [NodeJS.ProcessEnv, FaultName, number])[] = [
      [at(refusing.port), 'proxy-refuses', 3],
      [at(blind.port), 'not-reached-by-proxy', 3],
      [at(proxy.port, ''), 'proxy-credentials', 3],
      [at(proxy.port, `${user}:wrong@`), 'proxy-credentials', 3],
      [at(await lab.freePort()), 'proxy-unusable', 3],
      [{ ...at(1), HTTPS_PROXY: `socks5://${encoded}@localhost:1` }, 'proxy-setting', 2],
    ];
    for (const [env, expected, code] of rows) {
      const { fault, cause, ran } = await faultOf(env);
      assert.equal(fault, expected, ran.text);
      assert.match(cause ?? '', /proxy/);
      assert.equal(ran.code, code);
      assertNoSecret(ran);
    }
    const ran = await call(['run', 'registration/life-cycle'], at(proxy.port, `${user}:wrong@`));
    assert.equal(ran.code, 3, ran.text);
    assert.match(ran.stderr, /does not accept our credentials \[proxy-credentials\]/);
    assert.match(ran.stderr, /cure {6}correct user and password in HTTPS_PROXY/);
    const misspelt = await call(['run', 'registration/life-cycle'], { HTTPS_PROXY: 'ftp://localhost' });
    assert.equal(misspelt.code, 2, misspelt.text);
    assert.match(misspelt.stderr, /HTTPS_PROXY names no proxy/);
  });

  it('is shown nothing of by a proxy that begins to refuse in mid-run', async () => {
    const tiring = await open({ most: 30 });
    const ran = await call(
      ['run', 'transport/**', 'security/signatures/**', '-q', '--no-allure'],
      at(tiring.port),
    );
    const { cases } = ran.summary();
    assert.equal(cases.failed, 0, ran.text);
    assert.ok(tiring.tunnels.length > 30 && cases.unproven > 0, ran.text);
    assert.equal(ran.code, 3, ran.text);
    const causes = ran
      .records()
      .flatMap(({ verdict, cause }) => (verdict === 'unproven' ? [cause ?? ''] : []));
    assert.ok(
      causes.some((cause) => /the proxy http.* refuses to connect to holder\.bank\.test/.test(cause)),
    );
    assertNoSecret(ran);
  });

  it('is as far as an outside Register behind the same proxy', async () => {
    const refusing = await open({ refuse: 403 });
    const discovery = 'https://register.bank.test/idp/.well-known/openid-configuration';
    lab.file(
      'borrowing.yaml',
      [
        `name: Borrowing`,
        `discovery: https://${name}/x`,
        `identity:`,
        `  certificate: keys/tls/recipient.crt.pem`,
        `  key: keys/tls/recipient.key.pem`,
        `  signing: [keys/signing/recipient-ps256.jwk.json]`,
        `register: { api: { discovery: '${discovery}', brand: b, products: [p] } }`,
      ].join('\n'),
    );
    const ran = await command(lab.folder, ['doctor', '-t', 'borrowing.yaml'], at(refusing.port));
    assert.equal(ran.code, 3, ran.text);
    assert.match(
      ran.stdout,
      /FAIL {2}there are SSAs of every software product\n.*refuses to connect to register\.bank\.test:443 {2}\[proxy-refuses\]/,
    );
    assert.deepEqual(refusing.tunnels, ['register.bank.test:443']);
    assertNoSecret(ran);
  });

  it('is reached through a proxy that is spoken to over TLS, when Node trusts its authority', async () => {
    const { keyPem: key, certPem: cert } = await lab.issue('proxy', {}, ['localhost']);
    const secure = await open({ tls: { key, cert }, credentials: `${user}:${password}` });
    const env = { HTTPS_PROXY: `https://${encoded}@localhost:${String(secure.port)}` };
    const ran = await call(['doctor'], { ...env, NODE_EXTRA_CA_CERTS: lab.bankCa });
    assert.equal(ran.code, 0, ran.text);
    assert.ok(secure.tunnels.length > 5);
    assertNoSecret(ran);
  });

  it('is no reason to look for the embedded holder elsewhere', async () => {
    const before = proxy.tunnels.length;
    const ran = await command(
      lab.folder,
      ['run', 'registration/duplicate', '-q', '--no-allure'],
      at(proxy.port),
    );
    assert.equal(ran.summary().cases.failed, 0, ran.text);
    assert.ok(ran.summary().cases.passed > 0, ran.text);
    assert.equal(proxy.tunnels.length, before);
  });
});

/** Every file below a folder; no links are followed. */
function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((entry) => join(folder, entry))
    .filter((path) => statSync(path).isFile());
}
