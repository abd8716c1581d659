import type { Exchange, MadeJwt, Outcome, StepRecord } from '../src/nouns/exchange.js';
import type { CaseRecord, ControlRecord, Finding } from '../src/nouns/finding.js';
import type { Json } from '../src/nouns/json.js';
import type { Requirement } from '../src/nouns/requirement.js';
import { assemble, type LedgerHeader, type RunLedger } from '../src/report/ledger-file.js';

/** A made-up run for the tests of evidence and reports: one case for every verdict. */

const issuer = 'https://holder.example';
const file = 'scenarios/cdr-au/registration/duplicate.yaml';

export function jwt(header: object, payload: object, signature = 'c2lnbmF0dXJlLW9mLXRoZS10ZXN0cw'): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

export const ssa = jwt(
  { alg: 'PS256', kid: 'register', typ: 'JWT' },
  { iss: 'cdr-register' },
  'c3NhLXNpZ25hdHVyZQ',
);
const payload = { iss: '7f3c0000', aud: issuer, software_statement: ssa };
export const requestJwt = jwt({ alg: 'PS256', kid: 'recipient' }, payload, 'cmVxdWVzdC1zaWduYXR1cmU');

export function exchange(over: Partial<Exchange> & { readonly outcome?: Outcome } = {}): Exchange {
  const made: MadeJwt = {
    station: 'request',
    header: { alg: 'PS256', kid: 'recipient' },
    payload,
    compact: requestJwt,
  };
  return {
    purpose: 'step',
    action: 'register',
    request: {
      method: 'POST',
      url: `${issuer}/register`,
      headers: [
        ['Content-Type', 'application/jwt'],
        ['Accept', 'application/json'],
      ],
      body: requestJwt,
      clientCertificate: 'recipient',
    },
    made: [made],
    outcome: answer(201, { client_id: 'c-42', software_statement: ssa }),
    started: '2026-05-04T03:02:01.000Z',
    durationMs: 42.25,
    ...over,
  };
}

export function answer(status: number, json: Json): Outcome {
  return {
    kind: 'answer',
    status,
    headers: [['content-type', 'application/json']],
    body: JSON.stringify(json),
    truncated: false,
    json,
    tls: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
  };
}

export function step(over: Partial<StepRecord> = {}): StepRecord {
  return {
    name: 'register',
    action: 'register',
    by: 'self',
    exchanges: [exchange()],
    values: {},
    deviations: [],
    fetches: [],
    ...over,
  };
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    step: 'register',
    check: 'status',
    requirement: 'duplicate-is-400',
    covers: ['duplicate-is-400'],
    severity: 'fail',
    verdict: 'met',
    expected: '400',
    actual: '400',
    at: { file, line: 13, column: 15 },
    ...over,
  };
}

export function record(scenario: string, over: Partial<CaseRecord> = {}): CaseRecord {
  const findings = over.findings ?? [finding()];
  return {
    kind: 'case',
    address: `registration/duplicate/${scenario}@code`,
    profile: 'cdr-au',
    chapter: { path: 'registration/duplicate', title: 'One active registration per software product' },
    scenario,
    title: 'The same software_id cannot be registered twice',
    row: {},
    flow: 'code',
    covers: [...new Set(findings.flatMap(({ covers }) => covers))],
    verdict: 'passed',
    findings,
    controls: [],
    steps: [step()],
    leftBehind: [],
    at: { file, line: 5, column: 5 },
    started: '2026-05-04T03:02:01.000Z',
    durationMs: 120,
    ...over,
  };
}

const unmet = finding({ verdict: 'unmet', actual: '201, with a new client_id c-43' });
const warning = finding({
  check: 'error',
  requirement: 'error-code-for-duplicate',
  covers: ['error-code-for-duplicate'],
  severity: 'warn',
  verdict: 'unmet',
  expected: 'invalid_software_statement or invalid_client_metadata',
  actual: 'invalid_request',
  because: "the code appears only in the standard's example",
});
const accepted: ControlRecord = {
  kind: 'control',
  step: 'register',
  action: 'register',
  accepted: true,
  summary: 'the same request with a fresh software_id was accepted (201)',
};
const elsewhere = { path: 'security/transport', title: 'Transport' };

/** One way of failing each, by name. */
export const records: Readonly<Record<string, CaseRecord>> = {
  passed: record('refused', { controls: [accepted] }),
  warned: record('wrong-code', { verdict: 'warned', findings: [finding(), warning], controls: [accepted] }),
  failed: record('second-post', {
    verdict: 'failed',
    findings: [
      { ...unmet, step: 'again' },
      { ...warning, step: 'again' },
    ],
    controls: [{ ...accepted, step: 'again' }],
    steps: [
      step({ name: 'given' }),
      step({
        name: 'again',
        deviations: [{ where: 'claims.aud', valid: issuer, sent: 'https://other.example' }],
      }),
    ],
    leftBehind: [{ clientId: 'c-43', softwareId: '7f3c0000', reason: 'DELETE answered 405' }],
  }),
  waived: record('known-gap', {
    verdict: 'waived',
    findings: [unmet],
    waiver: { reason: 'fixed in release 9', issue: 'https://tracker.example/9', until: '2026-12-31' },
  }),
  stale: record('repaired', {
    verdict: 'stale',
    waiver: { reason: 'fixed in release 8', until: '2026-12-31' },
    cause: 'the waiver at targets/bank.yaml:12 excuses a finding that is met now',
  }),
  unproven: record('no-control', {
    verdict: 'unproven',
    cause: 'the unbroken registration was refused (500), so a refusal shows nothing',
    findings: [finding({ verdict: 'unproven', actual: '400, but the control was refused as well' })],
    controls: [
      {
        kind: 'control',
        step: 'register',
        action: 'register',
        accepted: false,
        summary: 'the unbroken registration was refused (500)',
      },
    ],
  }),
  unreachable: record('weak-suite', {
    verdict: 'unproven',
    chapter: elsewhere,
    address: 'security/transport/weak-suite[tls11]@hybrid',
    flow: 'hybrid',
    row: { version: 'TLSv1.1' },
    cause: 'no answer from https://holder.example/register: connect ECONNREFUSED',
    findings: [],
    covers: ['tls-1-2'],
    steps: [
      step({
        exchanges: [
          exchange({
            outcome: {
              kind: 'no-answer',
              phase: 'connect',
              code: 'ECONNREFUSED',
              message: 'connect ECONNREFUSED',
            },
          }),
        ],
      }),
    ],
  }),
  'not-applicable': record('retired', {
    verdict: 'not-applicable',
    chapter: elsewhere,
    address: 'security/transport/retired@code',
    cause: 'ended on 2025-05-11',
    findings: [],
    covers: ['hybrid-only'],
    steps: [],
  }),
  'harness-error': record('our-fault', {
    verdict: 'harness-error',
    chapter: elsewhere,
    address: 'security/transport/our-fault@code',
    cause: 'the mutation "jws" threw: kid is undefined',
    findings: [],
    covers: ['tls-1-2'],
    steps: [],
  }),
};

function requirement(id: string, over: Partial<Requirement> = {}): Requirement {
  return {
    id,
    group: 'duplicates',
    rule: `The rule ${id} holds.`,
    verb: 'MUST',
    severity: 'fail',
    obliged: 'holder',
    place: [{ doc: 'CDS', clause: 'Registration Validation', anchor: '#registration-validation' }],
    from: '2021-10-22',
    flow: 'any',
    exercises: [],
    selfCheck: false,
    ...over,
  };
}

export const header: LedgerHeader = {
  kind: 'header',
  schema: 1,
  tool: { name: 'dcr-conformance', version: '0.1.0' },
  target: { name: 'bank', issuer },
  profile: 'cdr-au',
  standard: { version: '1.36.0', asOf: '2026-05-04' },
  seed: '2a',
  started: '2026-05-04T03:02:00.000Z',
  flows: ['code'],
  ledger: {
    profile: 'cdr-au',
    title: 'CDR Dynamic Client Registration',
    editions: [{ version: '1.36.0', published: '2025-12-04' }],
    documents: [{ key: 'CDS', title: 'Consumer Data Standards', url: 'https://standards.example/' }],
    groups: [
      { id: 'duplicates', title: 'Duplicate registrations' },
      { id: 'transport', title: 'Transport' },
    ],
    requirements: [
      requirement('duplicate-is-400', {
        rule: 'A second registration of one software_id is answered with 400.',
      }),
      requirement('error-code-for-duplicate', { verb: 'SHOULD', severity: 'warn' }),
      requirement('duplicate-is-kept', {
        merged: { into: 'duplicate-is-400', because: 'one request shows both' },
      }),
      requirement('tls-1-2', { group: 'transport' }),
      requirement('hybrid-only', { group: 'transport', flow: 'hybrid' }),
      requirement('register-signs', { group: 'transport', obliged: 'register', selfCheck: true }),
      requirement('keys-are-in-an-hsm', {
        group: 'transport',
        untestable: 'nothing on the wire shows where a key is kept',
      }),
      requirement('never-covered', { group: 'transport' }),
    ],
  },
  plan: { cases: 9 },
  facts: { 'flow-code': true },
};

/** A finished run of the given cases. */
export function run(cases: readonly CaseRecord[] = Object.values(records)): RunLedger {
  const footer = {
    kind: 'footer',
    finished: '2026-05-04T03:03:00.000Z',
    durationMs: 60_000,
    cases: cases.length,
  } as const;
  return assemble({ ...header, plan: { cases: cases.length } }, cases, footer);
}
