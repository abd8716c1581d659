import { failureMessage, worstFinding } from '../evidence/failure-text.js';
import { oneLine, visible } from '../evidence/visible.js';
import type { PlacedWaiver } from '../judge/verdict.js';
import type { CaseRecord } from '../nouns/finding.js';
import { groupBy } from './group-by.js';
import { idleWaivers, idleWaiverText } from './idle-waivers.js';
import { insecureNotice, type RunLedger } from './ledger-file.js';

/**
 * The run as JUnit XML: a suite per chapter, a case per case, and one for the waivers that no case needs any more.
 * `failure`: judged and not met, or a stale waiver; `error`: nothing could be judged, or our own fault; `skipped`: not
 * applicable. Warnings and waivers are properties.
 */
export function junit(run: RunLedger): string {
  const chapters = groupBy(run.cases, ({ chapter }) => chapter.path);
  const suites = [...chapters].flatMap(([path, records]) => [
    `  ${tag('testsuite', { name: path, ...countsOf(records), timestamp: run.header.started }, '>')}`,
    ...records.flatMap((record) => testCase(record, run)),
    '  </testsuite>',
  ]);
  const idle = idleWaivers(run);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    tag(
      'testsuites',
      { name: `${run.header.profile} ${nameOf(run)}`, ...countsOf(run.cases, idle.length) },
      '>',
    ),
    ...suites,
    ...waiverSuite(run, idle),
    '</testsuites>',
    '',
  ].join('\n');
}

function nameOf({ header }: RunLedger): string {
  const { name, insecure } = header.target;
  return insecure === true ? `${name} (${insecureNotice})` : name;
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ verdict }: CaseRecord): Kind {
  if (verdict === 'failed' || verdict === 'stale') return 'failure';
  if (verdict === 'unproven' || verdict === 'harness-error') return 'error';
  return verdict === 'not-applicable' ? 'skipped' : 'passed';
}

/** `idle`: how many waivers fail beside these cases. */
function countsOf(records: readonly CaseRecord[], idle = 0): Attributes {
  const count = (kind: Kind): number => records.filter((record) => kindOf(record) === kind).length;
  const seconds = records.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  return {
    tests: String(records.length + idle),
    failures: String(count('failure') + idle),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: seconds.toFixed(3),
  };
}

/** A failing test for each, at its line of the target file: what ends a run with 1 is red for whoever reads only this. */
function waiverSuite({ header }: RunLedger, idle: readonly PlacedWaiver[]): readonly string[] {
  if (idle.length === 0) return [];
  return [
    `  ${tag('testsuite', { name: 'waivers', ...countsOf([], idle.length), timestamp: header.started }, '>')}`,
    ...idle.flatMap((waiver) => {
      const { case: name, file, line } = waiver;
      const attributes = {
        name,
        classname: `${header.profile}.waivers`,
        file,
        line: String(line),
        time: '0.000',
      };
      const failure = tag('failure', { message: oneLine(idleWaiverText(waiver)), type: 'stale' }, '/>');
      return [`    ${tag('testcase', attributes, '>')}`, `      ${failure}`, '    </testcase>'];
    }),
    '  </testsuite>',
  ];
}

function testCase(record: CaseRecord, run: RunLedger): readonly string[] {
  const attributes = {
    name: record.address,
    classname: `${record.profile}.${record.chapter.path.replaceAll('/', '.')}`,
    file: record.at.file,
    line: String(record.at.line),
    time: (record.durationMs / 1000).toFixed(3),
  };
  return [
    `    ${tag('testcase', attributes, '>')}`,
    '      <properties>',
    ...propertiesOf(record, run).map(([name, value]) => `        ${tag('property', { name, value }, '/>')}`),
    '      </properties>',
    ...outcomeOf(record, run),
    '    </testcase>',
  ];
}

function propertiesOf(record: CaseRecord, run: RunLedger): readonly (readonly [string, string])[] {
  const ids = record.covers;
  const severities = run.header.ledger.requirements
    .filter(({ id }) => ids.includes(id))
    .map(({ severity }) => severity);
  const severity = (['fail', 'warn', 'info'] as const).find((candidate) => severities.includes(candidate));
  const warnings = record.findings.filter(
    (finding) => finding.verdict === 'unmet' && finding.severity === 'warn',
  );
  return [
    ...(run.header.target.insecure === true ? [['insecure', insecureNotice] as const] : []),
    ['title', record.title],
    ['verdict', record.verdict],
    ['flow', record.flow],
    ...(severity === undefined ? [] : [['severity', severity] as const]),
    ...ids.map((id) => ['requirement', id] as const),
    ...warnings.map(
      ({ requirement, expected, actual }) =>
        ['warning', `${requirement}: expected ${expected}, actual ${actual}`] as const,
    ),
    ...(record.waiver === undefined ? [] : [['waiver', record.waiver.reason] as const]),
  ];
}

function outcomeOf(record: CaseRecord, run: RunLedger): readonly string[] {
  const kind = kindOf(record);
  if (kind === 'passed') return [];
  const finding = worstFinding(record);
  if (kind === 'skipped')
    return [`      ${tag('skipped', { message: oneLine(record.cause ?? 'not applicable') }, '/>')}`];
  const message =
    record.verdict === 'failed' && finding !== undefined
      ? `${finding.requirement}: expected ${finding.expected}, actual ${finding.actual}`
      : (record.cause ?? finding?.actual ?? record.verdict);
  const text = escapeXml(failureMessage(record, run.header));
  return [`      ${tag(kind, { message: oneLine(message), type: record.verdict }, '>')}${text}</${kind}>`];
}

type Attributes = Readonly<Record<string, string>>;

function tag(name: string, attributes: Attributes, end: '>' | '/>'): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(value).replaceAll('\n', '&#10;')}"`,
  );
  return `<${name}${written.join('')}${end}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** What XML 1.0 section 2.2 forbids, beyond control characters and lone surrogates. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for XML 1.0: escaped, control characters written out, without what is left that no XML document may hold. */
export function escapeXml(text: string): string {
  return visible(text)
    .replace(ILLEGAL, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
