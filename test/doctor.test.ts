import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RequestListener } from 'node:http';

import { blockingFault, diagnosisText, type FaultName } from '../src/run/doctor/diagnosis.js';
import { openEntries } from '../src/run/journal.js';
import { openDoctorLab, type DoctorLab } from './doctor-lab.js';

/** A target file that is sound as far as nothing else is said. */
const target = (lab: DoctorLab, lines: string): string =>
  `name: Bank\ntrust: [${lab.bankCa}]\nlimits: { requestMs: 3000 }\n${lines}\n`;

const answering =
  (status: number, headers: Readonly<Record<string, string>>, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

const json = { 'content-type': 'application/json' };
const identity = (certificate: string, key: string): string =>
  `discovery: https://localhost:9/x\nidentity: { certificate: ${certificate}, key: ${key} }`;

interface Misconfiguration {
  readonly fault: FaultName;
  readonly what: string;
  /** Sets the fault up; gives what the target file says beside its usual lines. */
  readonly setUp: (lab: DoctorLab) => Promise<string>;
  /** What the diagnosis has to name. */
  readonly names?: RegExp;
}

const served = (listener: (lab: DoctorLab) => RequestListener) => async (lab: DoctorLab) =>
  `discovery: ${await lab.serve(listener(lab))}/.well-known/openid-configuration`;

/** A holder that trusts our Register on a port of its own, with one thing changed in its configuration. */
const holding = (change: (lab: DoctorLab) => object) => async (lab: DoctorLab) => {
  const port = await lab.freePort();
  const { discovery } = await lab.holder(port, change(lab));
  return `discovery: ${discovery}\nhost: { listen: '127.0.0.1:${port}' }`;
};

const misconfigurations: readonly Misconfiguration[] = [
  {
    fault: 'target-file',
    what: 'an http URL',
    setUp: async () => 'discovery: http://bank.example/x',
    names: /not an https URL/,
  },
  {
    fault: 'trust-unreadable',
    what: 'a CA file that is none',
    setUp: async (lab) => `discovery: https://localhost:9/x\ntrust: [${lab.server.key}]`,
    names: /localhost-key\.pem/,
  },
  {
    fault: 'key-unreadable',
    what: 'a key file that is not there',
    setUp: async (lab) => identity(lab.server.cert, 'nowhere.pem'),
    names: /ENOENT/,
  },
  {
    fault: 'key-unreadable',
    what: 'a variable that is not set',
    setUp: async (lab) => identity(lab.server.cert, '{ env: NOT_SET }'),
    names: /NOT_SET/,
  },
  {
    fault: 'files-swapped',
    what: 'key and certificate swapped',
    setUp: async (lab) => identity(lab.server.key, lab.server.cert),
  },
  {
    fault: 'keys-do-not-belong',
    what: 'the key of another certificate',
    setUp: async (lab) =>
      identity(lab.server.cert, lab.file('other.pem', lab.cast.identity('stranger').keyPem)),
  },
  {
    fault: 'certificate-expired',
    what: 'a client certificate of last month',
    setUp: async (lab) => {
      const { cert, key } = await lab.issue('late', { usage: 'client', window: 'past' });
      return identity(cert, key);
    },
    names: /30 days ago/,
  },
  {
    fault: 'not-a-client-certificate',
    what: "a server's certificate as the client's",
    setUp: async (lab) => identity(lab.server.cert, lab.server.key),
  },
  {
    fault: 'signing-key-unfit',
    what: 'a signing key on another curve',
    setUp: async (lab) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
      const file = lab.file('p384.json', JSON.stringify(privateKey.export({ format: 'jwk' })));
      return `discovery: https://localhost:9/x\nidentity: { signing: [${file}] }`;
    },
    names: /secp384r1/,
  },
  {
    fault: 'name-not-in-own-certificate',
    what: 'our own certificate is for another name than the public URL',
    setUp: async ({ server }) =>
      `discovery: https://localhost:9/x\nhost: { publicUrl: 'https://dcr.example', certificate: { key: ${server.key}, chain: ${server.cert} } }`,
    names: /dcr\.example/,
  },
  {
    fault: 'own-port-taken',
    what: 'another process on our port',
    setUp: async (lab) => {
      const { port } = new URL(await lab.serve(answering(200, json, '{}')));
      return `discovery: https://localhost:9/x\nhost: { listen: '127.0.0.1:${port}' }`;
    },
    names: /EADDRINUSE/,
  },
  {
    fault: 'public-url-unreachable',
    what: 'a JWKS host that nobody reaches',
    setUp: async (lab) => {
      const { discovery } = await lab.holder(await lab.freePort());
      return `discovery: ${discovery}\nhost: { publicUrl: 'https://localhost:${await lab.freePort()}' }`;
    },
    names: /ECONNREFUSED/,
  },
  {
    fault: 'public-url-is-another-server',
    what: 'a public URL that leads to somebody else',
    setUp: async (lab) => {
      const { discovery } = await lab.holder(await lab.freePort());
      return `discovery: ${discovery}\nhost: { publicUrl: '${await lab.serve(answering(200, json, '{"keys":[]}'))}' }`;
    },
  },
  {
    fault: 'name-not-resolving',
    what: 'a name that nobody knows',
    setUp: async () => 'discovery: https://bank.invalid/x',
    names: /bank\.invalid/,
  },
  {
    fault: 'port-closed',
    what: 'a port that is closed',
    setUp: async (lab) => `discovery: https://localhost:${await lab.freePort()}/x`,
    names: /ECONNREFUSED/,
  },
  {
    fault: 'not-tls',
    what: 'the plain HTTP port',
    setUp: async (lab) => `discovery: ${await lab.servePlain(answering(200, json, '{}'))}/x`,
  },
  {
    fault: 'tls-version',
    what: 'a server that speaks TLS 1.1 only',
    setUp: async (lab) =>
      `discovery: ${await lab.serve(answering(200, json, '{}'), { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' })}/x`,
  },
  {
    fault: 'untrusted-authority',
    what: 'the wrong CA',
    setUp: async (lab) =>
      `discovery: ${await lab.serve(answering(200, json, '{}'))}/x\ntrust: [${lab.ourCa}]`,
    names: /issued by Bank CA/,
  },
  {
    fault: 'server-certificate-expired',
    what: 'a server certificate of last month',
    setUp: async (lab) => {
      const { keyPem, certPem } = await lab.issue('old', { window: 'past' }, ['localhost']);
      return `discovery: ${await lab.serve(answering(200, json, '{}'), { key: keyPem, cert: certPem })}/x`;
    },
    names: /has expired/,
  },
  {
    fault: 'wrong-server-name',
    what: 'the right server under another name',
    setUp: async (lab) =>
      `discovery: ${(await lab.serve(answering(200, json, '{}'))).replace('localhost', '127.0.0.1')}/x`,
    names: /DNS:localhost/,
  },
  {
    fault: 'no-answer',
    what: 'a server that never answers',
    setUp: served(() => () => undefined),
  },
  {
    fault: 'clock-off',
    what: 'a clock ten minutes ahead',
    setUp: served(() => (request, response) => {
      const date = new Date(Date.now() + 600_000).toUTCString();
      const issuer = `https://${String(request.headers.host)}`;
      const endpoints = { registration_endpoint: `${issuer}/register`, token_endpoint: `${issuer}/token` };
      response.writeHead(200, { ...json, date }).end(JSON.stringify({ issuer, ...endpoints }));
    }),
    names: /10 minutes ahead/,
  },
  {
    fault: 'rate-limited',
    what: 'a rate limit without Retry-After',
    setUp: served(() => answering(429, {}, '')),
  },
  {
    fault: 'discovery-redirects',
    what: 'a redirect',
    setUp: served(() => answering(302, { location: 'https://login.example/' }, '')),
    names: /login\.example/,
  },
  {
    fault: 'discovery-html',
    what: 'a login page',
    setUp: served(() => answering(200, { 'content-type': 'text/html' }, '<!doctype html><title>Log in')),
  },
  {
    fault: 'discovery-status',
    what: 'a wrong path',
    setUp: served(() => answering(404, json, '{}')),
    names: /404/,
  },
  {
    fault: 'discovery-not-json',
    what: 'text',
    setUp: served(() => answering(200, { 'content-type': 'text/plain' }, 'hello')),
  },
  {
    fault: 'wrong-issuer',
    what: "another issuer's document",
    setUp: async (lab) =>
      `issuer: ${await lab.serve(answering(200, json, '{"issuer":"https://other.example"}'))}`,
    names: /other\.example/,
  },
  {
    fault: 'endpoint-missing',
    what: 'the document of a server without registration',
    setUp: served(() =>
      answering(200, json, '{"issuer":"https://bank.example","token_endpoint":"https://bank.example/token"}'),
    ),
    names: /registration_endpoint/,
  },
  {
    fault: 'endpoint-http',
    what: 'endpoints as seen from behind a proxy',
    setUp: served(() =>
      answering(
        200,
        json,
        '{"issuer":"https://bank.example","registration_endpoint":"http://10.0.0.1/register","token_endpoint":"https://bank.example/token"}',
      ),
    ),
    names: /10\.0\.0\.1/,
  },
  {
    fault: 'client-certificate-refused',
    what: 'a holder that trusts another CA for clients',
    setUp: holding((lab) => ({ clientCa: lab.bankCa })),
  },
  {
    fault: 'target-distrusts-our-host',
    what: "a holder that does not trust our host's CA",
    setUp: holding((lab) => ({ trust: lab.bankCa })),
  },
  {
    fault: 'other-register',
    what: 'a holder that is configured with another Register',
    setUp: async (lab) => {
      const port = await lab.freePort();
      const { keyPem, certificatePem } = lab.cast.identity('host');
      const other = await lab.serve(
        answering(200, json, JSON.stringify({ keys: [lab.cast.key('stranger-ps256').publicJwk] })),
        {
          key: keyPem,
          cert: certificatePem,
        },
      );
      const { discovery } = await lab.holder(port, {
        register: { jwksUri: `${other}/cdr-register/v1/jwks` },
      });
      return `discovery: ${discovery}\nhost: { listen: '127.0.0.1:${port}' }`;
    },
    names: /cdr-register\/v1\/jwks/,
  },
  {
    fault: 'registration-refused',
    what: 'a holder that wants an initial access token',
    setUp: holding(() => ({ faults: ['registration-needs-a-token'] })),
  },
  {
    fault: 'token-refused',
    what: 'a holder that binds assertions to another audience',
    setUp: holding(() => ({ faults: ['assertion-aud-token-endpoint-only'] })),
  },
];

describe('each fault of a set-up ends in one cause, which is named', () => {
  let lab: DoctorLab;
  before(async () => {
    lab = await openDoctorLab();
  });
  after(() => lab.close());

  for (const { fault, what, setUp, names = /./ } of misconfigurations) {
    it(`${what}: ${fault}`, async () => {
      try {
        const lines = await setUp(lab);
        const text = target(lab, lines).replace(/^trust: .*\n(?=[\s\S]*^trust: )/m, '');
        const { checked } = await lab.consult(text);
        const faults = checked.flatMap(({ finding }) =>
          finding.state === 'faulty' ? [finding.diagnosis.fault] : [],
        );
        assert.deepEqual(faults, [fault], JSON.stringify(checked, null, 1));
        const diagnosis = blockingFault(checked);
        assert.ok(diagnosis);
        assert.match(diagnosisText(diagnosis), names);
        assert.ok(diagnosis.evidence !== '' && diagnosis.cure !== '');
      } finally {
        await lab.endServers();
      }
    });
  }

  it('a sound set-up passes every check, and leaves nothing at the holder', async () => {
    rmSync(join(lab.folder, 'journal.jsonl'), { force: true });
    const { checked } = await lab.consult(target(lab, await holding(() => ({}))(lab)));
    assert.deepEqual(
      checked.filter(({ finding }) => finding.state !== 'sound'),
      [],
    );
    assert.equal(checked.at(-1)?.id, 'delete');
    assert.deepEqual(openEntries(join(lab.folder, 'journal.jsonl')), []);
    await lab.endServers();
  });

  it('a token endpoint that answers everybody with 403 is not blamed on the certificate that got in', async () => {
    const deaf = answering(403, json, '{"error":"unauthorized_client"}');
    const endpoints = await lab.serve(deaf, { requestCert: true, ca: readFileSync(lab.ourCa) });
    const document = JSON.stringify({
      issuer: 'https://bank.example',
      registration_endpoint: `${endpoints}/register`,
      token_endpoint: `${endpoints}/token`,
    });
    const lines = await served(() => answering(200, json, document))(lab);
    const { checked } = await lab.consult(target(lab, lines));
    assert.equal(checked.find(({ id }) => id === 'client-certificate')?.finding.state, 'sound');
    await lab.endServers();
  });

  it('a holder that merely cannot delete does not stop a run', async () => {
    const { checked } = await lab.consult(
      target(lab, await holding(() => ({ variations: ['delete-not-supported'] }))(lab)),
    );
    assert.equal(blockingFault(checked), undefined);
    assert.deepEqual(
      checked.flatMap(({ finding }) => (finding.state === 'faulty' ? [finding.diagnosis.fault] : [])),
      ['delete-refused'],
    );
    await lab.endServers();
  });

  it('insecure: true turns an untrusted certificate into advice', async () => {
    const text = target(lab, await holding(() => ({}))(lab)).replace(lab.bankCa, lab.ourCa);
    const { checked } = await lab.consult(`${text}insecure: true\n`);
    const tls = checked.find(({ id }) => id === 'tls')?.finding;
    assert.equal(tls?.state, 'advice');
    assert.equal(blockingFault(checked), undefined);
    await lab.endServers();
  });
});
