import { CompactSign } from 'jose';

import type { Deviation, MadeJwt } from '../nouns/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { Cast, SigningKey } from '../cast/cast.js';
import { deviationsOf, editMembers, type ClaimEdits, type JwsEdits, type JwtEdits } from './edits.js';
import { forge, type KeyFinder } from './forge.js';
import type { Mutation } from './mutation.js';

/** An honest JWT before it is edited: who signs it, under which algorithm, with which claims. */
export interface HonestJwt {
  readonly station: MadeJwt['station'];
  /** Prefix of the edits in the diff: `claims`/`jws` for the request, `ssa`, `assertion`. */
  readonly signer: string;
  readonly alg: string;
  readonly claims: JsonObject;
}

export interface JwtMade {
  readonly jwt: MadeJwt;
  readonly deviations: readonly Deviation[];
}

/** Names of the cast's signing keys by signer and algorithm family. */
const keyNames: Readonly<Record<string, string>> = {
  PS: 'ps256',
  RS: 'ps256',
  ES256: 'es256',
  ES384: 'es384',
  ES512: 'es512',
  EdDSA: 'eddsa',
};

/** Finds the signers' keys in the cast. */
export function castKeys(cast: Cast): KeyFinder {
  return (signer, alg) => castKey(cast, signer, alg);
}

/** The cast's key with which `signer` signs under `alg`; undefined when there is none. */
export function castKey(cast: Cast, signer: string, alg: string): SigningKey | undefined {
  const suffix = keyNames[alg] ?? keyNames[alg.slice(0, 2)];
  const name = cast.keyNames.find((candidate) => candidate === `${signer}-${String(suffix)}`);
  return name === undefined ? undefined : cast.key(name);
}

/** Makes a JWT with the edits of its station: by jose when it is an honest JWS, else by the forge. */
export async function makeJwt(
  honest: HonestJwt,
  edits: JwtEdits,
  keys: KeyFinder,
  mutations: ReadonlyMap<string, Mutation>,
): Promise<JwtMade> {
  const key = keys(honest.signer, honest.alg);
  const header: JsonObject = { alg: honest.alg, kid: key?.kid ?? '', typ: 'JWT' };
  const payload = editClaims(honest.claims, edits.claims);
  const prefix = honest.station === 'request' ? '' : `${honest.station}.`;
  const deviations = [
    ...claimDeviations(`${prefix}claims`, honest.claims, edits.claims),
    ...jwsDeviations(`${prefix}jws`, header, honest.signer, edits.jws),
  ];
  if (edits.jws === undefined && key !== undefined) {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const compact = await new CompactSign(Buffer.from(text, 'utf8'))
      .setProtectedHeader({ alg: honest.alg, kid: key.kid, typ: 'JWT' })
      .sign(key.privateKey);
    return { jwt: { station: honest.station, header, payload, compact }, deviations };
  }
  const forged = forge({ header, payload, signer: honest.signer }, edits.jws ?? {}, keys, mutations);
  return { jwt: { station: honest.station, ...forged }, deviations };
}

function editClaims(valid: JsonObject, edits: ClaimEdits | undefined): Json {
  if (edits?.put !== undefined) return edits.put;
  return editMembers(valid, edits);
}

function claimDeviations(
  station: string,
  valid: JsonObject,
  edits: ClaimEdits | undefined,
): readonly Deviation[] {
  if (edits?.put !== undefined) return [{ where: station, valid, sent: edits.put }];
  return deviationsOf(station, valid, edits);
}

function jwsDeviations(
  station: string,
  header: JsonObject,
  signer: string,
  edits: JwsEdits | undefined,
): readonly Deviation[] {
  if (edits === undefined) return [];
  const { alg, kid, typ, signedBy, tamper } = edits;
  const list: Deviation[] = [];
  if (alg !== undefined) list.push({ where: `${station}.alg`, valid: header['alg'], sent: alg });
  if (kid !== undefined) list.push({ where: `${station}.kid`, valid: header['kid'], sent: kid ?? undefined });
  if (typ !== undefined) list.push({ where: `${station}.typ`, valid: header['typ'], sent: typ ?? undefined });
  if (signedBy !== undefined) list.push({ where: `${station}.signedBy`, valid: signer, sent: signedBy });
  if (tamper !== undefined) {
    const sent = isJsonObject(tamper) ? (tamper as Json) : tamper;
    list.push({ where: `${station}.tamper`, valid: undefined, sent });
  }
  return [...list, ...deviationsOf(`${station}.header`, header, edits.header)];
}
