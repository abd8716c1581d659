import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Json } from '../nouns/json.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { below } from './json-pointer.js';
import type { Problem } from './problem.js';
import { inWords, requiredKeys } from './schema-words.js';
import type { YamlFile } from './yaml-file.js';

/** A deviation from a schema: where in the value, and in words. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** Everything in a value that deviates from a schema, each fault once. */
export type SchemaCheck = (value: Json) => readonly Fault[];

/** Compiles a schema, or one of its definitions (`#/$defs/recipes`). */
export function schemaCheck(schema: JsonSchema, ...definitions: readonly string[]): readonly SchemaCheck[] {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    // The schema is applied a few times only: optimising its code costs more than it saves.
    code: { optimize: false },
  });
  formats.default(ajv);
  ajv.addSchema(schema, 'schema');
  return ['#', ...definitions].map((definition) => {
    const validate = ajv.compile({ $ref: `schema${definition}` });
    return (value) => (validate(value) ? [] : faultsOf(validate.errors ?? []));
  });
}

/** Faults at their places: an unknown or missing key at the key, a wrong value at the value. */
export function located(faults: readonly Fault[], yaml: YamlFile): readonly Problem[] {
  return faults.map(({ pointer, message }) => ({ place: yaml.keyAt(pointer), message }));
}

function faultsOf(errors: readonly ErrorObject[]): readonly Fault[] {
  // `if` and `propertyNames` only repeat what another error says better; a wrong type explains all that follows.
  const telling = errors
    .filter(({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames')
    .toSorted((one, other) => Number(other.keyword === 'type') - Number(one.keyword === 'type'));
  const choices = telling.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const kept = telling.filter((error) => {
    if (choices.includes(error)) return !hasUnknownKey(telling, error) && !hasTelling(telling, error);
    return !choices.some((choice) => isBranchOf(choice, error) && !isTelling(choice, error, telling));
  });
  const said = new Set<string>();
  return kept.flatMap((error) => {
    const pointer = pointerOf(error);
    // One fault per place: a literal of the wrong type is not also told that it misses the enum.
    const key =
      error.keyword === 'required' ? `${pointer} ${String(error.params['missingProperty'])}` : pointer;
    if (said.has(key)) return [];
    said.add(key);
    return [{ pointer, message: inWords(error) }];
  });
}

function pointerOf(error: ErrorObject): string {
  const unknown: unknown = error.params['additionalProperty'] ?? error.propertyName;
  return typeof unknown === 'string' ? below(error.instancePath, unknown) : error.instancePath;
}

/** A misspelt check is one fault; that the expectation now has no check at all is not a second one. */
function hasUnknownKey(errors: readonly ErrorObject[], choice: ErrorObject): boolean {
  if (requiredKeys(choice) === undefined) return false;
  return errors.some(
    ({ keyword, instancePath }) => keyword === 'additionalProperties' && instancePath === choice.instancePath,
  );
}

/** Whether other errors say what is wrong better than "none of these". */
function hasTelling(errors: readonly ErrorObject[], choice: ErrorObject): boolean {
  return errors.some(
    (error) => isInside(choice, error) || (isBranchOf(choice, error) && isTelling(choice, error, errors)),
  );
}

/** Whether an error shows that its branch is the one that was meant: it lies deeper, is of keys, or has the type. */
function isTelling(choice: ErrorObject, error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (requiredKeys(choice) !== undefined) return false;
  if (isInside(choice, error) || error.keyword === 'additionalProperties' || error.keyword === 'required')
    return true;
  const refuted = errors
    .filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === choice.instancePath)
    .flatMap((other) => branchOf(choice, other) ?? []);
  const branch = branchOf(choice, error);
  const branches = Array.isArray(choice.schema) ? choice.schema.length : 0;
  return branch !== undefined && !refuted.includes(branch) && new Set(refuted).size === branches - 1;
}

function isInside(choice: ErrorObject, error: ErrorObject): boolean {
  return error.instancePath.startsWith(`${choice.instancePath}/`);
}

/** The number of the branch, written in place, that an error comes from. */
function branchOf(choice: ErrorObject, error: ErrorObject): string | undefined {
  const start = `${choice.schemaPath}/`;
  return error.schemaPath.startsWith(start) ? error.schemaPath.slice(start.length).split('/')[0] : undefined;
}

/** Whether an error comes from a branch of a choice, written in place or by reference. */
function isBranchOf(choice: ErrorObject, error: ErrorObject): boolean {
  if (error === choice || !`${error.instancePath}/`.startsWith(`${choice.instancePath}/`)) return false;
  const branches = Array.isArray(choice.schema) ? (choice.schema as readonly JsonSchema[]) : [];
  const references = branches.flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
  return [`${choice.schemaPath}/`, ...references].some((start) => error.schemaPath.startsWith(start));
}
