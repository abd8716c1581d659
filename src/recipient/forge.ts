import { createHmac, type KeyObject } from 'node:crypto';

import type { Json, JsonObject } from '../nouns/json.js';
import { HarnessError } from '../nouns/errors.js';
import type { JwsEdits } from './edits.js';
import { editMembers } from './edits.js';
import type { Mutation, Parts, Unsigned } from './mutation.js';
import { rawSignature } from './raw-signature.js';

/** A key that signs: its private part, and the public part as others see it. */
export interface SignerKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicPem: string;
}

/** Finds the key with which `signer` signs under `alg`; undefined when the cast has none. */
export type KeyFinder = (signer: string, alg: string) => SignerKey | undefined;

export interface Draft {
  readonly header: JsonObject;
  readonly payload: Json;
  /** Who signs the honest token. */
  readonly signer: string;
}

export interface Forged {
  readonly header: JsonObject;
  readonly payload: Json;
  readonly compact: string;
}

/**
 * Makes a JWS that jose would refuse to make: forbidden algorithms, foreign keys, odd headers, damaged text
 * (RFC 7515; used only where a scenario edits the `jws` station).
 */
export function forge(
  draft: Draft,
  edits: JwsEdits,
  keys: KeyFinder,
  mutations: ReadonlyMap<string, Mutation>,
): Forged {
  const honestAlg = String(draft.header['alg']);
  const alg = edits.alg ?? honestAlg;
  const signer = edits.signedBy ?? draft.signer;
  const header = forgeHeader(draft, edits, alg, keys, honestAlg);
  const tampers = listTampers(edits, mutations);
  let texts: Unsigned = {
    header: JSON.stringify(header),
    payload: typeof draft.payload === 'string' ? draft.payload : JSON.stringify(draft.payload),
  };
  for (const { mutation, args } of tampers) {
    if (mutation.phase === 'before') texts = mutation.apply(args, texts);
  }
  const own = tampers.find(({ mutation }) => mutation.phase === 'sign');
  let parts: Parts =
    own?.mutation.phase === 'sign'
      ? own.mutation.apply(own.args, { ...texts, alg, keyFor: (wanted) => keys(signer, wanted) })
      : signed(texts, (input) => signAs(alg, input, signer, keys, honestAlg));
  let compact = `${parts.header}.${parts.payload}.${parts.signature}`;
  for (const { mutation, args } of tampers) {
    if (mutation.phase !== 'after') continue;
    compact = mutation.apply(args, parts);
    const [h = '', p = '', s = ''] = compact.split('.');
    parts = { header: h, payload: p, signature: s };
  }
  return { header, payload: draft.payload, compact };
}

function forgeHeader(
  draft: Draft,
  edits: JwsEdits,
  alg: string,
  keys: KeyFinder,
  honestAlg: string,
): JsonObject {
  // A forbidden algorithm with a key of ours names that key, so that only the algorithm is wrong. A foreign
  // signer keeps claiming the honest key, so that only the signature is wrong.
  const own = edits.signedBy === undefined && alg !== honestAlg ? keys(draft.signer, alg) : undefined;
  const set: Record<string, Json> = { alg };
  if (own !== undefined) set['kid'] = own.kid;
  const remove: string[] = [];
  for (const name of ['kid', 'typ'] as const) {
    const value = edits[name];
    if (value === undefined) continue;
    if (value === null) remove.push(name);
    else set[name] = value;
  }
  return editMembers(editMembers(draft.header, { set, remove }), edits.header);
}

function listTampers(
  edits: JwsEdits,
  mutations: ReadonlyMap<string, Mutation>,
): readonly { mutation: Mutation; args: Json }[] {
  const { tamper } = edits;
  if (tamper === undefined) return [];
  const named: readonly (readonly [string, Json])[] =
    typeof tamper === 'string' ? [[tamper, null]] : Object.entries(tamper);
  return named.map(([name, args]) => {
    const mutation = mutations.get(name);
    if (mutation === undefined) throw new HarnessError(`no mutation is called '${name}'`);
    return { mutation, args };
  });
}

/** The parts of an honestly encoded JWS: the signature is over what is sent (RFC 7515 section 5.1). */
export function signed({ header, payload }: Unsigned, signer: (input: string) => string): Parts {
  const [first, second] = [base64url(header), base64url(payload)];
  return { header: first, payload: second, signature: signer(`${first}.${second}`) };
}

/** Signs under any algorithm name; an unknown one gets an honest signature under the honest algorithm. */
function signAs(alg: string, input: string, signer: string, keys: KeyFinder, honestAlg: string): string {
  if (/^none$/i.test(alg)) return '';
  if (alg.startsWith('HS')) {
    // Key confusion: the public key, as anyone can fetch it, serves as the HMAC secret (RFC 8725 section 2.1).
    const key = keys(signer, honestAlg);
    if (key === undefined) throw new HarnessError(`the cast has no ${honestAlg} key for '${signer}'`);
    return createHmac(`sha${alg.slice(2)}`, key.publicPem)
      .update(input)
      .digest('base64url');
  }
  const own = keys(signer, alg);
  if (own !== undefined) return rawSignature(alg, input, own.privateKey);
  const key = keys(signer, honestAlg);
  if (key === undefined) throw new HarnessError(`the cast has no key of '${signer}' that can sign ${alg}`);
  return rawSignature(honestAlg, input, key.privateKey);
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
