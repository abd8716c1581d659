import { isJsonObject, type Json } from '../nouns/json.js';
import { below } from '../scenario/json-pointer.js';
import type { Fault } from '../scenario/schema-check.js';

/** The environment, as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$\{([^}]*)\}/g;
const form = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/;

/** Replaces `${NAME}` and `${NAME:-default}` in every string value; an empty variable counts as unset for a default. */
export function interpolate(
  value: Json,
  env: Environment,
  pointer = '',
): { readonly value: Json; readonly faults: readonly Fault[] } {
  if (typeof value === 'string') return fill(value, env, pointer);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item, index) =>
      interpolate(item, env, below(pointer, index)),
    );
    return { value: items.map((item) => item.value), faults: items.flatMap(({ faults }) => faults) };
  }
  if (!isJsonObject(value)) return { value, faults: [] };
  const members = Object.entries(value).map(
    ([name, member]) => [name, interpolate(member, env, below(pointer, name))] as const,
  );
  return {
    value: Object.fromEntries(members.map(([name, member]) => [name, member.value])),
    faults: members.flatMap(([, { faults }]) => faults),
  };
}

function fill(text: string, env: Environment, pointer: string) {
  const faults: Fault[] = [];
  const value = text.replaceAll(reference, (whole, inside: string) => {
    const [, name, fallback] = form.exec(inside) ?? [];
    if (name === undefined) {
      faults.push({ pointer, message: `'${whole}' is neither \${NAME} nor \${NAME:-default}` });
      return whole;
    }
    const found = env[name];
    if (found !== undefined && (found !== '' || fallback === undefined)) return found;
    if (fallback !== undefined) return fallback;
    faults.push({ pointer, message: `the environment variable ${name} is not set and has no default` });
    return whole;
  });
  return { value, faults };
}
