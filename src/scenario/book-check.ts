import type { Vocabulary } from '../nouns/plugin.js';
import { bookSchema } from './book-schema.js';
import { schemaCheck, type SchemaCheck } from './schema-check.js';

/** The book's schema, compiled: for chapters, for the steps of a scenario, and for `recipes.yaml`. */
export interface BookCheck {
  readonly chapter: SchemaCheck;
  readonly steps: SchemaCheck;
  readonly recipes: SchemaCheck;
}

/** What a loader validates by; `check` is compiled from the vocabulary when it is not given. */
export interface BookContext {
  readonly vocabulary: Vocabulary;
  readonly check?: BookCheck;
}

/** Compiles the book's schema. Takes a tenth of a second: do it once for many files. */
export function compileBook(vocabulary: Vocabulary): BookCheck {
  const checks = schemaCheck(bookSchema(vocabulary), '#/$defs/steps', '#/$defs/recipes');
  const [chapter, steps, recipes] = checks as readonly [SchemaCheck, SchemaCheck, SchemaCheck];
  return { chapter, steps, recipes };
}

/** The compiled schema of a context. */
export function bookCheck(context: BookContext): BookCheck {
  return context.check ?? compileBook(context.vocabulary);
}
