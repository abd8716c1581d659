import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';

import { judgePlain } from '../proof/plain-lab.js';
import type { CaseRecord } from '../src/nouns/finding.js';

/** What is unmet at stock oidc-provider, and by which clause: findings, not false alarms. */
const expected = [
  // RFC 7591 section 5 wants TLS for redirect URIs of other machines; the provider takes http for web clients of the
  // code flow, which OpenID Connect Core 1.0 section 3.1.2.1 leaves to it.
  'warned redirect-uris/kinds/clear-text@code: redirect-uri-over-tls',
];

describe('profile rfc7591: a foreign server that keeps the rules', () => {
  let child: ChildProcessByStdio<Writable, Readable, null>;
  let records: readonly CaseRecord[];

  before(async () => {
    const script = fileURLToPath(new URL('../proof/stock-oidc-provider.js', import.meta.url));
    child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
    const [issuer] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    records = await judgePlain({ root: process.cwd(), target: issuer });
  });
  after(() => {
    child.stdin.end();
  });

  it('nothing fails, and each warning is known and true', () => {
    const loud = records.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'not-applicable');
    assert.deepEqual(
      loud.map(({ address, verdict, findings, cause }) => {
        const unmet = findings.filter((one) => one.verdict !== 'met').map(({ requirement }) => requirement);
        return `${verdict} ${address}: ${cause ?? [...new Set(unmet)].join(', ')}`;
      }),
      expected,
    );
  });

  it('most of the book applies', () => {
    assert.ok(records.filter(({ verdict }) => verdict === 'passed').length >= 115);
  });

  it('nothing is left behind but clients whose token the server has revoked', () => {
    // The provider revokes a token that is shown at another client's registration; then nobody can delete its owner.
    const left = records.filter(({ leftBehind }) => leftBehind.length > 0).map(({ address }) => address);
    assert.deepEqual(
      left.filter((address) => !address.startsWith('isolation/clients/foreign-token-')),
      [],
    );
  });
});
