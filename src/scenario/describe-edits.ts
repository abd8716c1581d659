import { isJsonObject, type Json } from '../nouns/json.js';
import type { Edits } from '../nouns/scenario.js';
import { code } from './markdown.js';
import { makerOf } from './value-maker.js';

/** Where each station lies, for readers who do not know the program. */
const stationNoun: Readonly<Record<string, string>> = {
  assertion: 'client assertion',
  bearer: 'access token',
  claims: 'registration request',
  form: 'form of the token request',
  host: "host of the product's keys",
  http: 'HTTP request',
  jws: 'signature of the registration request',
  product: 'software product at the Register',
  ssa: 'software statement',
  tls: 'TLS connection',
};

/** Each deviation that edits make, as one clause of Markdown: "software statement: `exp` set to `0`". */
export function describeEdits(edits: Edits): readonly string[] {
  return Object.entries(edits).flatMap(([station, edit]) => {
    const noun = stationNoun[station] ?? station;
    return clauses(edit, []).map((clause) => `${noun}: ${clause}`);
  });
}

function clauses(value: Json, path: readonly string[]): readonly string[] {
  const key = path.at(-1);
  const within = path.slice(0, -1);
  if (key === 'remove' && Array.isArray(value)) {
    return (value as readonly Json[]).map((name) => `${code(named(within, String(name)))} left out`);
  }
  if (isJsonObject(value) && makerOf(value) === undefined && key !== 'tamper') {
    return Object.entries(value).flatMap(([name, member]) =>
      key === 'set'
        ? [`${code(named(within, name))} set to ${code(inWords(member))}`]
        : clauses(member, [...path, name]),
    );
  }
  if (key === 'put')
    return [`${within.length === 0 ? 'content' : code(named(within))} replaced by ${code(inWords(value))}`];
  return [path.length === 0 ? code(inWords(value)) : `${code(named(path))} is ${code(inWords(value))}`];
}

/** A path without the words of the language: `claims.set.exp` is `exp` of the claims. */
function named(path: readonly string[], ...more: readonly string[]): string {
  return [...path.filter((part) => part !== 'claims' && part !== 'jws'), ...more].join('.');
}

/** A value; a value maker by its name and argument. */
function inWords(value: Json): string {
  const maker = makerOf(value);
  if (maker === undefined) return JSON.stringify(value);
  return `${maker.name} ${typeof maker.arg === 'string' ? maker.arg : JSON.stringify(maker.arg)}`;
}
