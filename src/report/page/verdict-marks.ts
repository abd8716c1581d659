import type { CaseCounts } from '../summary.js';
import type { RequirementVerdict } from '../requirement-verdict.js';
import { html, type Html } from './html.js';

/** Colour alone must not carry meaning (WCAG 1.4.1): each verdict has a sign and a word. Worst first. */
export const REQUIREMENT_MARKS: Readonly<
  Record<RequirementVerdict, { readonly sign: string; readonly word: string }>
> = {
  'not-met': { sign: '✕', word: 'not met' },
  waived: { sign: '~', word: 'waived' },
  warned: { sign: '!', word: 'warning' },
  'not-shown': { sign: '?', word: 'not shown' },
  met: { sign: '✓', word: 'met' },
  'not-applicable': { sign: '–', word: 'not applicable' },
  untestable: { sign: '○', word: 'not testable from outside' },
  'self-check': { sign: '•', word: 'checked on the harness itself' },
};

export const CASE_MARKS: readonly (readonly [keyof CaseCounts, tone: RequirementVerdict, word: string])[] = [
  ['failed', 'not-met', 'failed'],
  ['stale', 'not-met', 'stale waiver'],
  ['harnessError', 'not-met', 'harness error'],
  ['unproven', 'not-shown', 'unproven'],
  ['warned', 'warned', 'warned'],
  ['waived', 'waived', 'waived'],
  ['passed', 'met', 'passed'],
  ['notApplicable', 'not-applicable', 'not applicable'],
];

/** The sign of a verdict in its colour: read out as `spoken`, or not at all where the word stands beside it. */
export function sign(verdict: RequirementVerdict, spoken?: string): Html {
  const { sign: glyph } = REQUIREMENT_MARKS[verdict];
  return spoken === undefined
    ? html`<span class="sign ${verdict}" aria-hidden="true">${glyph}</span>`
    : html`<span class="sign ${verdict}" role="img" aria-label="${spoken}">${glyph}</span>`;
}
