import type { CaseRecord } from '../src/nouns/finding.js';
import type { Requirement } from '../src/nouns/requirement.js';
import { assemble, type RunLedger } from '../src/report/ledger-file.js';
import { exchange, finding, header, record, records, run, step } from './report-fixture.js';

/** What is drawn from a closed vocabulary of ours, or a date, and so no stranger's: the machine would not get far without. */
const ours = new Set(
  'kind verdict severity verb obliged flow flows purpose phase by started finished from until published asOf'.split(
    ' ',
  ),
);

/** Types of body that a browser would run if somebody let it. */
const active = ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', 'application/xml'];

/**
 * A run of every verdict in which `payload` stands in every text that somebody else may have written: the target, the
 * author of a scenario or target file, an outside Register, or whoever made the stored ledger. New fields are filled
 * without being named here. The same payload everywhere keeps references between the parts.
 */
export function hostileRun(payload: string): RunLedger {
  const deviation = { where: 'claims.aud', valid: 'x', sent: 'y' };
  const failing = record('loud', {
    verdict: 'failed',
    row: { value: 'v' },
    cause: 'because',
    findings: [finding({ verdict: 'unmet', actual: '201', because: 'the standard says so' })],
    controls: [
      { kind: 'control', step: 'register', action: 'register', accepted: true, summary: 'accepted' },
    ],
    leftBehind: [{ clientId: 'c', softwareId: 's', reason: 'r' }],
    waiver: { reason: 'later', issue: `javascript:void'${payload}'`, until: '2026-12-31' },
    steps: [
      step({
        deviations: [deviation],
        values: { seen: 'it' },
        fetches: [{ at: '2026-05-04T03:02:01.000Z', method: 'GET', path: '/jwks', status: 200 }],
        exchanges: active.map((type) =>
          exchange({
            outcome: {
              kind: 'answer',
              status: 400,
              headers: [
                ['content-type', type],
                ['location', `javascript:void'${payload}'`],
                ['x-field', 'value'],
              ],
              body: payload,
              truncated: true,
              tls: { protocol: 'TLSv1.3', cipher: 'AES' },
            },
            deferred: [{ at: '2026-05-04T03:02:01.000Z', status: 429, waitMs: 1000 }],
          }),
        ),
      }),
    ],
  });
  const whole = run([failing, ...Object.values(records)]);
  const [first, ...rest] = header.ledger.requirements;
  const { documents } = header.ledger;
  const ledger = {
    ...header.ledger,
    documents: documents.map((one) => ({ ...one, url: `javascript:void'${payload}'//` })),
    requirements: [{ ...(first as Requirement), ambiguity: 'two sources', lenient: 'a reason' }, ...rest],
  };
  const waivers = [{ case: 'nobody', check: 'a.b', reason: 'r', line: 3, file: 'bank.yaml' }];
  const target = { ...whole.header.target, notes: ['found by guessing'] };
  return assemble(
    filled({ ...whole.header, ledger, waivers, target }, payload),
    whole.cases.map((one: CaseRecord) => filled(one, payload)),
    whole.footer,
  );
}

function filled<Value>(value: Value, payload: string, name = ''): Value {
  if (typeof value === 'string') return (ours.has(name) ? value : `${value}${payload}`) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, payload, name)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const isFree = ['values', 'row', 'payload', 'json', 'facts'].includes(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      isFree ? `${key}${payload}` : key,
      key === 'at' && typeof member === 'string' ? member : filled(member, payload, key),
    ]),
  ) as Value;
}
