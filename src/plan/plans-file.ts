import { TargetError } from '../nouns/errors.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { showPlace } from '../nouns/place.js';
import { didYouMean } from '../scenario/nearest.js';
import { inFileOrder, type Problem } from '../scenario/problem.js';
import { located, schemaCheck } from '../scenario/schema-check.js';
import { parseYaml } from '../scenario/yaml-file.js';

/** A named way to run a profile's book (`plans.yaml` in the profile's folder). */
export interface NamedPlan {
  readonly name: string;
  readonly title: string;
  /** Address patterns; without them every case. */
  readonly cases?: readonly string[];
  /** Warnings fail the gate as well. */
  readonly strict?: boolean;
  /** `per-case`: no case relies on a control that another case has sent. */
  readonly controls?: 'per-worker' | 'per-case';
  /** A finished run is bundled and signed; one that leaves something unproven or not run is refused. */
  readonly evidence?: boolean;
}

const slug = { title: 'a slug', type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };

const plansSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'named plans',
  type: 'object',
  propertyNames: slug,
  additionalProperties: {
    title: 'a plan',
    type: 'object',
    properties: {
      title: { type: 'string', minLength: 1 },
      cases: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', minLength: 1 } },
      strict: { type: 'boolean' },
      controls: { enum: ['per-worker', 'per-case'] },
      evidence: { type: 'boolean' },
    },
    required: ['title'],
    additionalProperties: false,
  },
};

/** Reads a plans file. @throws TargetError with every fault, one a line. */
export function readPlans(text: string, file: string): readonly NamedPlan[] {
  const parsed = parseYaml(text, file);
  if ('problems' in parsed) throw plansError(parsed.problems);
  const [check] = schemaCheck(plansSchema);
  const faults = check?.(parsed.yaml.value) ?? [];
  if (faults.length > 0) throw plansError(located(faults, parsed.yaml));
  const plans = parsed.yaml.value as unknown as Readonly<Record<string, Omit<NamedPlan, 'name'>>>;
  return Object.entries(plans).map(([name, plan]) => ({ name, ...plan }));
}

/** The plan of a name. @throws TargetError that offers the nearest one. */
export function planNamed(plans: readonly NamedPlan[], name: string): NamedPlan {
  const found = plans.find((plan) => plan.name === name);
  if (found !== undefined) return found;
  const names = plans.map((plan) => plan.name);
  throw new TargetError(
    `there is no plan '${name}'${didYouMean(name, names)}; known: ${names.join(', ') || 'none'}`,
  );
}

function plansError(problems: readonly Problem[]): TargetError {
  return new TargetError(
    inFileOrder(problems)
      .map(({ place, message }) => `${showPlace(place)}  ${message}`)
      .join('\n'),
  );
}
