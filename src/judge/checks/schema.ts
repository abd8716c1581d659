import { createRequire } from 'node:module';

import type * as AjvModule from 'ajv/dist/2020.js';
import type formatsPlugin from 'ajv-formats';

import { HarnessError } from '../../nouns/errors.js';
import { defineCheck, type JsonSchema } from '../../nouns/plugin.js';
import { onAnswer } from '../show.js';

/** Loaded when a schema is first judged by: every worker reads this file, and not every one needs the library. */
const require = createRequire(import.meta.url);
const compiled = new WeakMap<JsonSchema, AjvModule.ValidateFunction>();

function validator(schema: JsonSchema): AjvModule.ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof AjvModule;
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  (require('ajv-formats') as typeof formatsPlugin).default(ajv);
  const made = ajv.compile(schema);
  compiled.set(schema, made);
  return made;
}

export default defineCheck({
  summary: "The body satisfies one of the profile's JSON Schemas, by name",
  schema: { type: 'string' },
  explain: (args) => `the body has the form of a ${String(args)}`,
  judge: (args, seen) =>
    onAnswer(seen.step, `a body of the form '${String(args)}'`, (answer) => {
      const schema = seen.schema(String(args));
      if (schema === undefined) throw new HarnessError(`the profile has no schema '${String(args)}'`);
      if (answer.json === undefined) return { met: false, actual: 'the body is no JSON' };
      const validate = validator(schema);
      if (validate(answer.json)) return { met: true, actual: 'it has' };
      const lines = (validate.errors ?? []).map(
        (error) => `${error.instancePath === '' ? 'the body' : error.instancePath} ${error.message ?? ''}`,
      );
      return { met: false, actual: [...new Set(lines)].slice(0, 6).join('; ') };
    }),
});
