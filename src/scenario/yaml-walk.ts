import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import type { Json, JsonObject } from '../nouns/json.js';
import { below } from './json-pointer.js';

const mostNodes = 100_000;

/** Levels of maps and lists in a file that a person writes. */
export const deepest = 64;

/** What is said of a file that nests past the limit. */
export const tooDeep = `nested more than ${deepest} levels`;

/** Offsets of a member's name and of its value. */
export type Spot = { readonly key: number; readonly value: number };

/** Thrown inside the walk only: a file past a limit is not read any further. */
export class TooMuch extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** What a walk found: the JSON value, where its parts stand by JSON pointer, and what JSON cannot hold. */
export interface Walked {
  readonly value: Json;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly faults: readonly (readonly [offset: number, message: string])[];
}

/** Turns a YAML tree into JSON, aliases followed. Raises TooMuch past the limits. */
export function walkYaml(root: ParsedNode | null): Walked {
  const spots = new Map<string, Spot>();
  const faults: (readonly [offset: number, message: string])[] = [];
  const anchors = new Map<string, ParsedNode>();
  const open = new Set<ParsedNode>();
  let nodes = 0;

  function convert(node: ParsedNode | null, pointer: string, key: number | undefined, depth: number): Json {
    const start = node?.range[0] ?? key ?? 0;
    if (!spots.has(pointer)) spots.set(pointer, { key: key ?? start, value: start });
    nodes += 1;
    if (nodes > mostNodes) throw new TooMuch(start, `more than ${mostNodes} nodes, aliases counted out`);
    if (depth > deepest) throw new TooMuch(start, tooDeep);
    if (node === null) return null;
    if (isAlias(node)) return follow(node.source, start, pointer, key, depth);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) return scalar(node, start);
    open.add(node);
    const value = isSeq(node)
      ? node.items.map((item, index) => convert(item, below(pointer, index), undefined, depth + 1))
      : map(node, pointer, depth);
    open.delete(node);
    return value;
  }

  function follow(
    name: string,
    start: number,
    pointer: string,
    key: number | undefined,
    depth: number,
  ): Json {
    const target = anchors.get(name);
    if (target === undefined)
      return fault(start, `unknown alias '*${name}': no anchor '&${name}' stands before it`);
    if (open.has(target)) return fault(start, `alias '*${name}' contains itself`);
    return convert(target, pointer, key ?? start, depth);
  }

  function map(node: ParsedNode, pointer: string, depth: number): JsonObject {
    const members = new Map<string, Json>();
    for (const pair of isMap(node) ? node.items : []) {
      const keyNode = pair.key;
      const offset = keyNode.range[0];
      if (!isScalar(keyNode) || keyNode.value === null) {
        fault(offset, 'a key must be a plain word');
        continue;
      }
      const name =
        typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? String(keyNode.value));
      if (name === '__proto__') fault(offset, `the key '__proto__' is not allowed`);
      if (members.has(name)) fault(offset, `duplicate key '${name}'`);
      members.set(name, convert(pair.value, below(pointer, name), offset, depth + 1));
    }
    return Object.fromEntries(members);
  }

  function scalar(node: Scalar, start: number): Json {
    const { value, source } = node;
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return fault(start, `'${source ?? String(value)}' has no JSON form`);
    }
    const kept = !/^[-+]?\d+$/.test(source ?? '') || Number.isSafeInteger(value);
    return kept ? value : fault(start, `'${source}' is too large to be kept exactly; write it in quotes`);
  }

  function fault(offset: number, message: string): null {
    faults.push([offset, message]);
    return null;
  }

  return { value: convert(root, '', undefined, 0), spots, faults };
}
