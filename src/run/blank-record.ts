import type { Case } from '../nouns/case.js';
import type { CaseRecord } from '../nouns/finding.js';

/** The part of a record that comes from the plan alone. */
export function blankRecord(one: Case, started: Date): Omit<CaseRecord, 'verdict'> {
  return {
    kind: 'case',
    address: one.address,
    profile: one.profile,
    chapter: one.chapter,
    scenario: one.scenario,
    title: one.title,
    row: one.row,
    flow: one.flow,
    covers: one.covers,
    findings: [],
    controls: [],
    steps: [],
    leftBehind: [],
    at: one.at,
    started: started.toISOString(),
    durationMs: 0,
  };
}
