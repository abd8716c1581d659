import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ScenarioError } from '../nouns/errors.js';
import { isJsonObject } from '../nouns/json.js';
import type { JsonSchema, Vocabulary } from '../nouns/plugin.js';
import { errorMessage } from '../nouns/thrown.js';
import { compileBook } from './book-check.js';
import type { Book } from './book.js';
import { loadLedger } from './ledger.js';
import { loadChapter } from './load-chapter.js';
import { loadRecipes, noRecipes } from './recipes.js';

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Files of a profile that hold something else. */
const notChapters = ['requirements.yaml', 'recipes.yaml', 'plans.yaml'];

/**
 * Reads a profile's folder: `requirements.yaml`, `recipes.yaml` (may be missing), `schemas/*.json` and every other
 * YAML file but `plans.yaml` as a chapter. All errors of all files at once, with places relative to `root`.
 */
export function readBook(
  profileFolder: string,
  vocabulary: Vocabulary,
  root: string = process.cwd(),
): { readonly book: Book } | { readonly errors: readonly ScenarioError[] } {
  const shown = (path: string): string => relative(root, path).split(sep).join('/');
  const ledgerFile = join(profileFolder, 'requirements.yaml');
  if (!existsSync(ledgerFile)) return { errors: [atStart(shown(ledgerFile), 'a profile needs this file')] };
  const loaded = loadLedger(readFileSync(ledgerFile, 'utf8'), shown(ledgerFile));
  if ('errors' in loaded) return loaded;
  const { ledger, placeOf } = loaded;
  const check = compileBook(vocabulary);

  const recipesFile = join(profileFolder, 'recipes.yaml');
  const recipesRead = existsSync(recipesFile)
    ? loadRecipes(readFileSync(recipesFile, 'utf8'), shown(recipesFile), { vocabulary, check, ledger })
    : { recipes: noRecipes };
  if ('errors' in recipesRead) return recipesRead;
  const { recipes } = recipesRead;

  const files = filesBelow(profileFolder);
  const chapters = files
    .filter((file) => /\.ya?ml$/.test(file) && !notChapters.includes(file))
    .map((file) => {
      const path = file.replace(/\.yaml$/, '');
      const at = shown(join(profileFolder, file));
      const wrong = path.split('/').find((part) => !slug.test(part));
      if (wrong !== undefined) {
        return {
          errors: [
            atStart(at, `'${wrong}' is not a slug: lower-case words joined by hyphens, ending '.yaml'`),
          ],
        };
      }
      const text = readFileSync(join(profileFolder, file), 'utf8');
      return loadChapter(text, at, { profile: ledger.profile, path, vocabulary, check, ledger, recipes });
    });
  const schemas = files
    .filter((file) => /^schemas\/[^/]+\.json$/.test(file))
    .map((file) => readSchema(join(profileFolder, file), shown(join(profileFolder, file))));

  const errors = [...chapters, ...schemas].flatMap((read) => ('errors' in read ? read.errors : []));
  if (errors.length > 0) return { errors };
  const read = chapters.flatMap((one) => ('chapter' in one ? [one] : []));
  return {
    book: {
      ledger,
      placeOf,
      recipes,
      uses: {
        edits: read.flatMap(({ uses }) => uses.edits),
        expectations: read.flatMap(({ uses }) => uses.expectations),
      },
      chapters: read.map(({ chapter }) => chapter),
      schemas: new Map(schemas.flatMap((one) => ('schema' in one ? [[one.name, one.schema]] : []))),
    },
  };
}

/** Files below a folder, as sorted relative paths with forward slashes: the same order on every machine. */
function filesBelow(folder: string, prefix = ''): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) return filesBelow(folder, `${path}/`);
      return entry.name.startsWith('.') ? [] : [path];
    })
    .sort();
}

function readSchema(
  path: string,
  shown: string,
): { readonly name: string; readonly schema: JsonSchema } | { readonly errors: readonly ScenarioError[] } {
  try {
    const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isJsonObject(schema)) return { errors: [atStart(shown, 'a JSON Schema is a map')] };
    return { name: shown.replace(/^.*\//, '').replace(/\.json$/, ''), schema };
  } catch (error) {
    return {
      errors: [atStart(shown, `not JSON: ${errorMessage(error)}`)],
    };
  }
}

function atStart(file: string, message: string): ScenarioError {
  return new ScenarioError({ file, line: 1, column: 1 }, message);
}
