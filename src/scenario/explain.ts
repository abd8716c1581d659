import type { Case } from '../nouns/case.js';
import type { Json } from '../nouns/json.js';
import { linkTo, type Clause, type Ledger, type Requirement, type Severity } from '../nouns/requirement.js';
import type { ControlRule, Expectation, Step } from '../nouns/scenario.js';
import { describeEdits } from './describe-edits.js';
import { plain } from './markdown.js';
import { expectsRefusal } from './refusal.js';

/** The plugins' own words; without those of actions the action's name is used. */
export interface PluginWords {
  readonly check: (check: string, args: Json) => string;
  /** One clause, such as `POST the registration request`. */
  readonly action?: (action: string) => string | undefined;
}

const meaning: Readonly<Record<Severity, string>> = {
  fail: 'a violation fails',
  warn: 'a violation is a warning',
  info: 'a violation is only noted',
};

/**
 * A case in Markdown, for people who do not read YAML: which rule, with its clause; what is given; each step with its
 * deviation from the valid request and what is expected of it; the controls; where sources differ.
 */
export function explain(one: Case, ledger: Ledger, words: PluginWords | PluginWords['check']): string {
  const { check, action } = typeof words === 'function' ? { check: words } : words;
  const covered = one.covers.flatMap(
    (id) => ledger.requirements.find((requirement) => requirement.id === id) ?? [],
  );
  const sections = [
    ['Rule', covered.map((requirement) => `- ${ruleOf(requirement, ledger)}`)],
    ['Given', [givenOf(one)]],
    ['Steps', one.steps.flatMap((step, index) => stepLines(step, index + 1, check, action))],
    ['Control', controlLines(one)],
    ['Where sources differ', covered.flatMap(ambiguityLines)],
  ] as const;
  return [
    ...(one.applicable.yes ? [] : [`Not applicable to this target: ${plain(one.applicable.reason)}.`]),
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) => `**${title}**\n\n${lines.join('\n')}`),
  ].join('\n\n');
}

function ruleOf(requirement: Requirement, ledger: Ledger): string {
  const { verb, rule, severity, lenient, place } = requirement;
  const reason = lenient === undefined ? '' : `, because ${plain(lenient.replace(/\.\s*$/, ''))}`;
  const clauses = place.map((clause) => clauseOf(clause, ledger)).join('; ');
  return `${plain(rule)} (${verb}; ${meaning[severity]}${reason}. Source: ${clauses}. Requirement \`${requirement.id}\`)`;
}

function clauseOf(clause: Clause, ledger: Ledger): string {
  const link = linkTo(ledger, clause);
  const text = plain(`${clause.doc}, ${clause.clause}`);
  return link === undefined ? text : `[${text}](${link})`;
}

function givenOf({ given, steps, flow, needs }: Case): string {
  const abilities = needs.filter((need) => need !== `flow-${flow}`);
  const others = [...new Set(steps.map(({ by }) => by).filter((by) => by !== 'self'))];
  const product = 'A software product made for this case alone, active at the Register';
  return [
    given === 'registered'
      ? `${product}, already registered with the holder, with an access token at hand.`
      : `${product} and not yet registered.`,
    ...others.map((by) => `A further such product, called "${by}".`),
    `Flow: ${flow === 'code' ? 'authorisation code' : 'hybrid'}.`,
    ...(abilities.length === 0 ? [] : [`The holder has to offer: ${abilities.join(', ')}.`]),
  ].join(' ');
}

function stepLines(
  step: Step,
  number: number,
  check: PluginWords['check'],
  action: PluginWords['action'],
): readonly string[] {
  const who = step.by === 'self' ? '' : `, as the product "${step.by}"`;
  const args = Object.entries(step.args).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const deed = plain(action?.(step.action) ?? step.action);
  const edits = describeEdits(step.with);
  const how = edits.length === 0 ? ', unaltered' : '. Deviation from the valid request:';
  return [
    `${number}. \`${step.name}\`: ${deed}${args.length === 0 ? '' : ` (${plain(args.join(', '))})`}${who}${how}`,
    ...edits.map((edit) => `   - ${edit}`),
    ...(step.because === undefined ? [] : [`   - why more than one deviation: ${plain(step.because)}`]),
    ...step.expect.map((expectation) => `   - expected: ${expected(expectation, check)}`),
  ];
}

function expected(
  { check, args, severity, because, covers }: Expectation,
  words: PluginWords['check'],
): string {
  const judged = severity === undefined ? '' : `; ${meaning[severity]}`;
  const reason = because === undefined ? '' : `, because ${plain(because)}`;
  return `${plain(words(check, args))} (\`${covers.join('`, `')}\`${judged}${reason})`;
}

function controlLines({ control, steps }: Case): readonly string[] {
  if (!steps.some(({ expect }) => expectsRefusal(expect))) return [];
  return [controlText(control)];
}

function controlText(control: ControlRule): string {
  switch (control.kind) {
    case 'auto':
      return 'A refusal counts only if a valid request of the same kind was accepted; otherwise the case is unproven.';
    case 'none':
      return `None: ${plain(control.because)}.`;
    case 'with':
      return `A refusal counts only if a request of the same kind was accepted with these edits: ${describeEdits(control.edits).join('; ')}.`;
  }
}

function ambiguityLines({ id, ambiguity }: Requirement): readonly string[] {
  return ambiguity === undefined ? [] : [`- \`${id}\`: ${plain(ambiguity)}`];
}
