import { decodeJwt, decodeProtectedHeader } from 'jose';

import type { Deviation, MadeJwt } from '../../../nouns/exchange.js';
import type { JsonObject } from '../../../nouns/json.js';
import { ssaClaims } from '../../../register/software-statement.js';
import type { Doing } from '../../action.js';
import { signerOf } from '../../build-request.js';
import type { Written } from '../../dialect.js';
import type { StationEdits } from '../../edits.js';
import { castKeys, makeJwt, type JwtMade } from '../../make-jwt.js';
import type { Client, Scene } from '../../scene.js';
import type { BorrowedSoftware } from '../../software.js';
import { baselineClaims, signingAlg } from './baseline.js';

/** The body of POST and PUT: the request JWT around a fresh SSA, with the edits of `ssa`, `claims` and `jws`. */
export async function buildRegistrationJwt(
  scene: Scene,
  client: Client,
  edits: StationEdits,
): Promise<{
  readonly made: readonly MadeJwt[];
  readonly deviations: readonly Deviation[];
  readonly jwt: string;
}> {
  const { world } = scene;
  const keys = castKeys(world.cast);
  const now = world.now();
  const statement =
    world.software === undefined
      ? await makeJwt(
          {
            station: 'ssa',
            signer: 'register',
            alg: 'PS256',
            claims: ssaClaims(client.product, { now, jti: scene.dice.hex(16) }),
          },
          edits.ssa ?? {},
          keys,
          world.mutations,
        )
      : await borrowedStatement(world.software, client.product.softwareId);
  const claims = baselineClaims(scene.flow, client.product, world.facts, {
    now,
    jti: scene.dice.uuid(),
    softwareStatement: statement.jwt.compact,
  });
  const request = await makeJwt(
    { station: 'request', signer: signerOf(client), alg: signingAlg(world.facts), claims },
    { ...(edits.claims && { claims: edits.claims }), ...(edits.jws && { jws: edits.jws }) },
    keys,
    world.mutations,
  );
  return {
    jwt: request.jwt.compact,
    made: [request.jwt, statement.jwt],
    deviations: [...statement.deviations, ...request.deviations],
  };
}

/** As the outside Register signed it: what would edit it is not applicable there. */
async function borrowedStatement(software: BorrowedSoftware, softwareId: string): Promise<JwtMade> {
  const compact = await software.statement(softwareId);
  const header: JsonObject = { ...(decodeProtectedHeader(compact) as JsonObject) };
  const payload = decodeJwt(compact) as JsonObject;
  return { jwt: { station: 'ssa', header, payload, compact }, deviations: [] };
}

/** The request JWT as the body of a registration or an update (CDS, Registration Request using JWT). */
export async function writeRegistration({ scene, client, edits }: Doing): Promise<Written> {
  const { jwt, made, deviations } = await buildRegistrationJwt(scene, client, edits);
  const [request, statement] = made;
  return {
    headers: { 'Content-Type': 'application/jwt' },
    body: jwt,
    made,
    deviations,
    sent: {
      software_id: client.product.softwareId,
      request: request?.compact ?? null,
      claims: request?.payload ?? null,
      ssa: statement?.compact ?? null,
      ssa_claims: statement?.payload ?? null,
    },
  };
}
