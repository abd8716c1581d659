import { randomUUID } from 'node:crypto';

import { Unproven } from '../../nouns/errors.js';
import type { Exchange } from '../../nouns/exchange.js';
import type { Facts } from '../../nouns/facts.js';
import type { JsonObject } from '../../nouns/json.js';
import { settleDeletion } from '../../recipient/clean-up.js';
import { clientOf } from '../../recipient/client.js';
import { statusOf, type LifeAction } from '../../recipient/dialect.js';
import { dialectOf } from '../../recipient/dialects/index.js';
import { withStated } from '../../recipient/dialects/rfc7591/facts.js';
import { capabilitiesLearnt, type FirstLife } from '../../recipient/dialects/rfc7591/learnt.js';
import type { StationEdits } from '../../recipient/edits.js';
import { outcomeOf } from '../../recipient/outcome.js';
import { openScene } from '../../recipient/perform.js';
import { bodyOf, type Scene } from '../../recipient/scene.js';
import { worldOn } from '../world.js';
import type { Checkup, Patient } from './checkup.js';
import { faulty, sound, type Diagnosis } from './diagnosis.js';
import { firstUrl, networkChecks } from './network-checks.js';

/** Checks of the road; TLS only where there is any. */
const road: readonly Checkup[] = networkChecks
  .filter(({ id }) => id === 'name' || id === 'port' || id === 'tls')
  .map((checkup) =>
    checkup.id === 'tls'
      ? {
          ...checkup,
          examine: (patient) =>
            firstUrl(patient.ground).startsWith('http:')
              ? Promise.resolve({ finding: sound('plain HTTP on loopback') })
              : checkup.examine(patient),
        }
      : checkup,
  );

/** An OAuth server's set-up is small: it is found, it registers a client, and that client's life shows what else it can do. */
export const plainChecks: readonly Checkup[] = [
  ...road,
  {
    id: 'endpoints',
    title: 'the registration endpoint is found',
    needs: ['tls'],
    blocks: true,
    examine: async ({ ground }) => {
      const { target, discoveryUrl, wire } = ground;
      const facts = await dialectOf(target.profile).learn(target, discoveryUrl, wire);
      return { finding: sound((facts.notes ?? []).join('; ')), learnt: { facts } };
    },
  },
  {
    id: 'registration',
    title: 'a valid registration is accepted',
    needs: ['endpoints'],
    blocks: true,
    examine: async (patient) => {
      const scene = sceneOf(patient);
      const exchange = await attempt(scene, patient, 'register');
      if (exchange === undefined) throw new Unproven('the registration was not sent');
      const accepted = typeof bodyOf(exchange)['client_id'] === 'string' && statusOf(exchange) < 300;
      if (!accepted) return { finding: faulty(refused(exchange, patient)), learnt: { scene } };
      return {
        finding: sound(String(statusOf(exchange))),
        learnt: { scene, probe: probeOf(exchange), accepted: new Map([['register', statusOf(exchange)]]) },
      };
    },
  },
  {
    id: 'life',
    title: 'what the server offers is learnt from the life of one client',
    needs: ['registration'],
    blocks: false,
    examine: async (patient) => {
      const { scene, probe, facts } = patient;
      if (scene === undefined || probe === undefined || facts === undefined) throw new Unproven('no client');
      const { life, accepted } = await live(scene, patient, probe.exchange);
      const learnt: Facts = {
        ...facts,
        capabilities: withStated(
          { ...facts.capabilities, ...capabilitiesLearnt(life) },
          patient.ground.target,
        ),
      };
      return { finding: sound(inWords(learnt)), learnt: { facts: learnt, accepted } };
    },
  },
];

function sceneOf({ ground, facts, plugins, journal, flow }: Patient): Scene {
  if (facts === undefined) throw new Unproven('no facts');
  const world = worldOn(ground, { facts, seed: `doctor ${randomUUID()}`, journal, plugins });
  return openScene(world, 'doctor', flow);
}

/** The rest of a client's life, and what the token endpoint says to a client that nobody has registered. */
async function live(
  scene: Scene,
  patient: Patient,
  register: Exchange,
): Promise<{ readonly life: FirstLife; readonly accepted: Patient['accepted'] }> {
  const { dialect } = scene.world;
  const accepted = new Map(patient.accepted);
  const life: Partial<Record<LifeAction | 'stranger', Exchange>> = { register };
  for (const { action } of dialect.lifeCycle) {
    if (action === 'register') continue;
    const exchange = await attempt(scene, patient, action);
    if (exchange === undefined) continue;
    life[action] = exchange;
    if (dialect.accepts(action, exchange)) accepted.set(action, statusOf(exchange));
    if (action === 'token') {
      const stranger = await attempt(scene, patient, 'token', { client: { id: randomUUID() } });
      if (stranger !== undefined) life.stranger = stranger;
    }
  }
  const deletion = accepted.get('delete');
  if (deletion !== undefined) {
    await settleDeletion(scene, await clientOf(scene, 'self'), deletion, patient.plugins.actions);
  }
  return { life, accepted };
}

/** One call; undefined when it cannot even be made. */
async function attempt(
  scene: Scene,
  { plugins }: Patient,
  action: LifeAction,
  edits: StationEdits = {},
): Promise<Exchange | undefined> {
  const client = await clientOf(scene, 'self');
  try {
    const deed = await plugins.actions
      .get(action)
      ?.perform({ scene, client, edits, args: {}, purpose: 'control' });
    return deed?.exchanges.at(-1);
  } catch (error) {
    if (error instanceof Unproven) return undefined;
    throw error;
  }
}

const probeOf = (exchange: Exchange): NonNullable<Patient['probe']> => ({
  exchange,
  register: 0,
  product: 0,
  handshakes: [],
});

function inWords({ capabilities }: Facts): string {
  const learnt = ['management', 'read', 'update', 'delete', 'token-endpoint-tells'];
  return learnt
    .map(
      (name) =>
        `${name}: ${capabilities[name]?.has === true ? 'yes' : `no (${capabilities[name]?.because ?? ''})`}`,
    )
    .join('; ');
}

/** The cure depends on what the server says is missing. */
function refused(exchange: Exchange, { ground }: Patient): Diagnosis {
  const body: JsonObject = bodyOf(exchange);
  const status = statusOf(exchange);
  const { file } = ground.target;
  const description = body['error_description'];
  const more = typeof description === 'string' ? `: ${JSON.stringify(description.slice(0, 200))}` : '';
  const evidence = `POST ${exchange.request.url} ${outcomeOf([exchange])}${more}; sent ${exchange.request.body.slice(0, 400)}`;
  if (status === 401 || status === 403) {
    return {
      fault: 'registration-refused',
      cause: 'the server does not register just anybody',
      evidence,
      cure: `give its initial access token: registration: { initialAccessToken: { env: NAME } } in a target file, or the variable DCR_INITIAL_ACCESS_TOKEN for a target that is named by a URL`,
    };
  }
  const hints: Readonly<Record<string, string>> = {
    invalid_redirect_uri: 'redirect URIs of another shape (registration.redirectUris)',
    invalid_software_statement: 'a software statement (registration.softwareStatement)',
    unapproved_software_statement:
      'a software statement of an issuer that it trusts (registration.softwareStatement)',
  };
  const hint =
    hints[String(body['error'])] ??
    'other metadata (registration.authMethod, grantTypes, scope, redirectUris, metadata)';
  return {
    fault: status === 0 ? 'no-answer' : 'registration-refused',
    cause: 'the server refuses a registration that we hold for valid',
    evidence,
    cure:
      status === 404 || status === 405
        ? 'this is not a registration endpoint: give its URL, or the issuer'
        : `it may want ${hint}; settings go into a target file (${file})`,
  };
}
