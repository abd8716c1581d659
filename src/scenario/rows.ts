import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { Row } from '../nouns/scenario.js';

/** A row, and for each of its values the pointer below `each` at which the author wrote it. */
export interface WrittenRow extends Row {
  readonly origins: Readonly<Record<string, string>>;
}

/**
 * The rows of `each`: every combination of a map of lists, or a list of maps as it is, `case` being the label.
 * Without `each` there is one row, without values and label.
 */
export function rowsOf(each: JsonObject | readonly JsonObject[] | undefined): readonly WrittenRow[] {
  if (each === undefined) return [{ label: '', values: {}, origins: {} }];
  if (isJsonObject(each)) return combinations(each);
  return each.map(({ case: label, ...values }, index) => ({
    label: typeof label === 'string' ? label : labelOf(values, index),
    values,
    origins: Object.fromEntries(Object.keys(values).map((name) => [name, `/${index}/${escaped(name)}`])),
  }));
}

function combinations(axes: JsonObject): readonly WrittenRow[] {
  const none: readonly WrittenRow[] = [{ label: '', values: {}, origins: {} }];
  const rows = Object.entries(axes).reduce(
    (before, [name, list]) =>
      before.flatMap((row) =>
        (Array.isArray(list) ? (list as readonly Json[]) : []).map((value, index) => ({
          label: '',
          values: { ...row.values, [name]: value },
          origins: { ...row.origins, [name]: `/${escaped(name)}/${index}` },
        })),
      ),
    none,
  );
  return rows.map((row, index) => ({ ...row, label: labelOf(row.values, index) }));
}

const longestLabel = 60;

/** The row's values, joined by commas, in characters that an address can bear; its number when nothing is left. */
function labelOf(values: JsonObject, index: number): string {
  const words = Object.values(values).map(wordOf);
  const label = words.filter((word) => word !== '').join(',');
  return label === '' || label.length > longestLabel ? String(index + 1) : label;
}

function wordOf(value: Json): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(wordOf).join('+');
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([name, member]) => wordOf(`${name}-${wordOf(member)}`))
      .join('+');
  if (value === '') return 'empty';
  return String(value)
    .replaceAll(/[^A-Za-z0-9._+-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
