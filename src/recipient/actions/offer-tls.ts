import { Unproven } from '../../nouns/errors.js';
import { cipherSuites } from '../cipher-suites.js';
import { protocolVersions, type ProtocolVersion } from '../client-hello.js';
import { defineAction } from '../action.js';
import { endpointNames, endpointUrl, type EndpointName } from '../endpoint.js';
import type { World } from '../scene.js';
import { authorityOf, offerTo, shakeHands, type Authority } from '../shaking-hands.js';

interface Door {
  readonly authority: Authority;
  readonly endpoints: readonly EndpointName[];
}

/** The servers behind the endpoints; endpoints often share one. */
function doorsOf({ facts, route }: World, endpoints: readonly EndpointName[]): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const endpoint of endpoints) {
    const { host } = new URL(endpointUrl(facts, endpoint));
    const known = doors.get(host)?.endpoints ?? [];
    doors.set(host, {
      authority: authorityOf(endpointUrl(facts, endpoint), route),
      endpoints: [...known, endpoint],
    });
  }
  return [...doors.values()];
}

function nameOf({ authority, endpoints }: Door): string {
  return `${authority.host}:${String(authority.port)} (${endpoints.join(', ')})`;
}

/** What every holder with TLS 1.2 has to go along with, whichever kind of key it has. */
const permitted = [
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
];

/**
 * A refused offer says something only of a server that goes along with a permitted one (design law 3). A server that
 * speaks TLS 1.3 alone refuses every offer of ours, rightly; then it has to refuse an ordinary client's TLS 1.2 too.
 */
async function assertOpen(door: Door): Promise<void> {
  const control = await offerTo(door.authority, { version: 'TLSv1.2', suites: permitted });
  if (control?.accepted === true) return;
  const newer = await shakeHands(door.authority, { minVersion: 'TLSv1.3' }, () => null);
  const older = await shakeHands(
    door.authority,
    { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
    () => null,
  );
  if (newer.completed && !older.completed) return;
  const why = control?.accepted === false ? control.why : 'no connection';
  throw new Unproven(`${nameOf(door)} refused the offer, but a permitted offer as well (${why})`);
}

export default defineAction({
  summary:
    'Offer every server of the target one protocol version with nothing but the given cipher suites, and hear whether ' +
    'it goes along. Yields accepted and refused, one text per server',
  prose: 'offer the servers of the target this TLS version and these cipher suites',
  schema: {
    type: 'object',
    properties: {
      version: { enum: Object.keys(protocolVersions) },
      suites: { type: 'array', items: { enum: Object.keys(cipherSuites) }, minItems: 1 },
      endpoints: { type: 'array', items: { enum: [...endpointNames] }, minItems: 1 },
    },
    additionalProperties: false,
  },
  stations: [],
  perform: async ({ args, scene }) => {
    const version = (args['version'] ?? 'TLSv1.2') as ProtocolVersion;
    // By default everything, so that a refusal is about the version.
    const suites = (args['suites'] ?? Object.keys(cipherSuites)) as readonly string[];
    const endpoints = (args['endpoints'] ?? endpointNames) as readonly EndpointName[];
    const accepted: string[] = [];
    const refused: string[] = [];
    for (const door of doorsOf(scene.world, endpoints)) {
      const reply = await offerTo(door.authority, { version, suites });
      if (reply === undefined) throw new Unproven(`${nameOf(door)} cannot be reached`);
      if (reply.accepted) accepted.push(`${nameOf(door)}: ${reply.protocol}, ${reply.suite}`);
      else {
        await assertOpen(door);
        refused.push(`${nameOf(door)}: ${reply.why}`);
      }
    }
    return { exchanges: [], values: { accepted, refused }, deviations: [] };
  },
});
