import type { Place } from '../nouns/place.js';
import type { JsonSchema } from '../nouns/plugin.js';
import type { Ledger } from '../nouns/requirement.js';
import type { Chapter } from '../nouns/scenario.js';
import type { RecipeUse } from './load-chapter.js';
import type { Recipes } from './recipes.js';

/** A profile's folder, read: everything that a plan is made from. */
export interface Book {
  readonly ledger: Ledger;
  /** Where in `requirements.yaml` each requirement stands. */
  readonly placeOf: ReadonlyMap<string, Place>;
  readonly recipes: Recipes;
  readonly uses: RecipeUse;
  readonly chapters: readonly Chapter[];
  /** JSON Schemas of the profile's messages, by name. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}
