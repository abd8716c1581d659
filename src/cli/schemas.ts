import { readFileSync, writeFileSync } from 'node:fs';

import { TargetError } from '../nouns/errors.js';
import type { JsonSchema } from '../nouns/plugin.js';
import { ownVocabularies } from '../recipient/dialects/index.js';
import { targetSchema } from '../plan/target-schema.js';
import { loadPlugins, loadVocabulary } from '../run/plugins.js';
import { bookSchema } from '../scenario/book-schema.js';
import { parse } from './options.js';

/** `dcr-conformance schemas [--check]`: writes the schemas by which editors complete and check YAML, or says that they are stale. */
export async function schemas(args: readonly string[]): Promise<number> {
  const { values } = parse(args, { check: { type: 'boolean' } });
  const plugins = await loadPlugins();
  const bookOf = async (profile: string): Promise<JsonSchema> =>
    bookSchema(await loadVocabulary(plugins, profile));
  const own = await Promise.all(
    ownVocabularies.map(
      async (profile) => [`scenarios/${profile}/scenario.schema.json`, await bookOf(profile)] as const,
    ),
  );
  const wanted = {
    'scenarios/scenario.schema.json': await bookOf('cdr-au'),
    ...Object.fromEntries(own),
    'targets/target.schema.json': targetSchema,
  };
  for (const [file, schema] of Object.entries(wanted)) {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (values.check !== true) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      throw new TargetError(`${file} is not what the plugins say; run 'npm run schemas'`);
    }
  }
  return 0;
}
