import type { StepRecord } from './exchange.js';
import type { Json, JsonObject } from './json.js';
import type { Requirement } from './requirement.js';

/** A JSON Schema (draft 2020-12 subset that ajv reads). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What the scenario language needs to know of a plugin: the file's name is the plugin's name. */
export interface Manifest {
  /** One sentence for `docs` and the editor's completion. */
  readonly summary: string;
  /** Schema of the plugin's argument. A value maker (`$now` ...) may stand wherever a value may. */
  readonly schema: JsonSchema;
  /** Of an action: the stations on the road of its request. */
  readonly stations?: readonly string[];
  /**
   * Capabilities that using it takes and that go without saying while the harness plays the Register and comes as its own cast: `own-register`
   * (signs SSAs, shows statuses), `own-authority` (the target trusts our CA for clients), `own-keys` (serves the products' documents), `own-host` (the target comes to our host),
   * `fresh-products` (as many as are wanted), `neighbour` (a second recipient). By argument, where it depends on it.
   */
  readonly needs?: readonly string[] | ((argument: Json) => readonly string[]);
}

/** Every word of the scenario language, by plugin folder. */
export interface Vocabulary {
  readonly actions: ReadonlyMap<string, Manifest>;
  /** Where an edit may sit on the road of a request: `ssa`, `claims`, `jws`, `http`, `tls` ... */
  readonly stations: ReadonlyMap<string, Manifest>;
  readonly checks: ReadonlyMap<string, Manifest>;
  readonly mutations: ReadonlyMap<string, Manifest>;
  readonly values: ReadonlyMap<string, Manifest>;
}

/** What a check concludes from the evidence. */
export type Judgement =
  | { readonly met: boolean; readonly expected: string; readonly actual: string }
  | { readonly met: 'unproven'; readonly expected: string; readonly actual: string };

/** The evidence that a check may look at: redacted records only, so a stored ledger can be judged again. */
export interface Seen {
  readonly step: StepRecord;
  readonly steps: readonly StepRecord[];
  /** Facts of the target that the pre-flight found. */
  readonly facts: JsonObject;
  /** JSON Schemas of the profile's messages, by name. */
  readonly schema: (name: string) => JsonSchema | undefined;
  /** The controls of this step: whether a step without an answer was shown to be a refusal. */
  readonly confirmed: boolean;
  /** The requirement that the expectation is judged by: its refusal says what answer is due. */
  readonly requirement: Requirement;
  /** Judges another check on the same evidence (for checks that combine checks). */
  readonly judgeCheck: (check: string, args: Json) => Judgement;
}

/** A check: a pure function from evidence to a judgement (plugin folder `judge/checks/`). */
export interface Check extends Manifest {
  /** One clause for `explain` and for reports: `the answer has status 400`. */
  readonly explain: (args: Json, explainCheck: (check: string, args: Json) => string) => string;
  readonly judge: (args: Json, seen: Seen) => Judgement;
  /** Whether the requirement asks at all for what is checked; where it does not, there is no finding. */
  readonly due?: (requirement: Requirement) => boolean;
}

/** Identity with a type: `export default defineCheck({...})`. */
export function defineCheck(check: Check): Check {
  return check;
}
