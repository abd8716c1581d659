import { Unproven } from '../../../nouns/errors.js';
import type { Deviation, MadeJwt } from '../../../nouns/exchange.js';
import type { Doing } from '../../action.js';
import { castKeys, makeJwt } from '../../make-jwt.js';
import { redirectUrisOf, choose } from './choices.js';

/** A software statement on its way; `compact` is what is sent. */
export interface Statement {
  readonly compact: string;
  readonly jwt: MadeJwt;
  readonly deviations: readonly Deviation[];
}

/**
 * The statement of a registration (RFC 7591 section 2.3), where the target file provides for one and it is wanted: always,
 * or because the step edits it. @throws Unproven when an edit needs a key that we do not have.
 */
export async function makeStatement({ scene, client, edits }: Doing): Promise<Statement | undefined> {
  const { world } = scene;
  const { softwareStatement: settings } = world.settings;
  if (settings === undefined) {
    if (edits.ssa === undefined) return undefined;
    throw new Unproven(
      'no software statement is at hand: registration.softwareStatement says how to come by one',
    );
  }
  if (edits.ssa === undefined && !settings.always) return undefined;
  if (settings.kind === 'fixed') {
    if (Object.keys(edits.ssa?.claims ?? {}).length > 0 || edits.ssa?.jws !== undefined) {
      throw new Unproven('the software statement is given as it stands: only its issuer could edit it');
    }
    const jwt: MadeJwt = { station: 'ssa', header: {}, payload: null, compact: settings.jwt };
    return { compact: settings.jwt, jwt, deviations: [] };
  }
  const now = Math.floor(world.now().getTime() / 1000);
  const { product } = client;
  const { jwt, deviations } = await makeJwt(
    {
      station: 'ssa',
      signer: 'recipient',
      alg: 'PS256',
      claims: {
        iss: settings.issuer,
        iat: now,
        exp: now + 600,
        jti: scene.dice.uuid(),
        software_id: product.softwareId,
        client_name: product.clientName,
        redirect_uris: redirectUrisOf(choose(world.facts, world.settings).redirectUris, product),
      },
    },
    edits.ssa ?? {},
    castKeys(world.cast),
    world.mutations,
  );
  return { compact: jwt.compact, jwt, deviations };
}
