import { Unproven } from '../../nouns/errors.js';
import type { Exchange } from '../../nouns/exchange.js';
import { settleDeletion } from '../../recipient/clean-up.js';
import { clientOf } from '../../recipient/client.js';
import { isSuccess, statusOf } from '../../recipient/dialect.js';
import { outcomeOf } from '../../recipient/outcome.js';
import { openScene } from '../../recipient/perform.js';
import { bodyOf, type Scene } from '../../recipient/scene.js';
import { probePool } from '../probe-pool.js';
import { worldOn } from '../world.js';
import type { Checkup, Examined, Patient, Probe } from './checkup.js';
import { faulty, sound, type Diagnosis, type Finding } from './diagnosis.js';
import { registerJwksPath } from './public-url-check.js';

const ssaErrors = ['invalid_software_statement', 'unapproved_software_statement'];

/** The life of one valid registration: what a run takes for granted. */
export const registrationChecks: readonly Checkup[] = [
  {
    id: 'client-certificate',
    title: 'the target accepts our client certificate',
    // With clocks apart, every JWT would be refused.
    needs: ['reach', 'clock'],
    blocks: true,
    examine: async (patient) => ({ finding: await certificateFinding(patient) }),
  },
  {
    id: 'reached',
    title: 'the target comes to our host for keys',
    needs: ['client-certificate'],
    blocks: true,
    examine: async (patient) => {
      const learnt = await probeRegistration(patient);
      return { finding: reachedFinding(patient, learnt.probe), learnt };
    },
  },
  {
    id: 'ssa',
    title: 'the target accepts SSAs of our Register',
    needs: ['reached'],
    blocks: true,
    examine: (patient) => Promise.resolve({ finding: ssaFinding(patient) }),
  },
  {
    id: 'registration',
    title: 'a valid registration is accepted',
    needs: ['ssa'],
    blocks: true,
    examine: (patient) => Promise.resolve(registrationFinding(patient)),
  },
  {
    ...lifeCycleCheck('token', 'a valid token request is accepted', ['registration']),
    blocks: true,
  },
  lifeCycleCheck('read', 'the registration can be read', ['token']),
  lifeCycleCheck('update', 'the registration can be updated', ['token']),
  lifeCycleCheck('delete', 'the registration can be deleted', ['token']),
];

/**
 * A token endpoint says 400 or 401 of a bad request (RFC 6749 section 5.2); 403 and nginx's 495 and 496 may be about who
 * asks.
 */
const aboutTheCaller: readonly number[] = [403, 495, 496];

/** Asks both endpoints at which a certificate is due; what they say of the request itself does not matter here. */
async function certificateFinding({ ground, facts }: Patient): Promise<Finding> {
  if (facts === undefined) throw new Unproven('no facts');
  const { registration, token } = facts.endpoints;
  const common = {
    headers: [['Accept', 'application/json']],
    body: '',
    tls: { certificate: 'recipient' },
  } as const;
  const asked = [
    { method: 'GET', url: registration, ...common },
    {
      method: 'POST',
      url: token,
      ...common,
      headers: [...common.headers, ['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'grant_type=client_credentials',
    },
  ] as const;
  // Where a caller without a certificate hears something else, ours was accepted: the status is about the request then.
  // Some servers say 403 to any client that does not authenticate.
  const isToldToAnybody = async (request: (typeof asked)[number], status: number): Promise<boolean> => {
    const { outcome } = await ground.wire.send({ ...request, tls: { certificate: 'none' } });
    return outcome.kind === 'answer' && outcome.status === status;
  };
  const statuses: string[] = [];
  for (const request of asked) {
    const { outcome } = await ground.wire.send(request);
    const what = `${request.method} ${request.url} with our certificate`;
    if (outcome.kind === 'no-answer' && outcome.phase === 'time-out') {
      return faulty({
        fault: 'no-answer',
        cause: `${request.url} gives no answer`,
        evidence: `${what}: ${outcome.message}`,
        cure: `check the holder's mutual TLS port; a slow one needs limits.requestMs in ${ground.target.file}`,
      });
    }
    const refused =
      outcome.kind === 'no-answer' ||
      (request.url === token &&
        aboutTheCaller.includes(outcome.status) &&
        (await isToldToAnybody(request, outcome.status)));
    if (refused) {
      const seen =
        outcome.kind === 'no-answer' ? `${outcome.code}: ${outcome.message}` : `answered ${outcome.status}`;
      return faulty({
        fault: 'client-certificate-refused',
        cause: 'the target refuses our client certificate',
        evidence: `${what}: ${seen}`,
        cure:
          ground.target.identity?.certificate === undefined
            ? `let the holder trust our CA for client certificates ('dcr-conformance trust -t ${ground.target.file}' writes it), or give one that it trusts under identity in ${ground.target.file}`
            : `the certificate under identity in ${ground.target.file} must come from a CA that the holder trusts for clients, with its intermediates in the file`,
      });
    }
    statuses.push(`${request.method} ${request.url}: ${outcome.status}`);
  }
  return sound(statuses.join('; '));
}

/** Sends one valid registration, and watches who comes to our host meanwhile. */
async function probeRegistration(
  patient: Patient,
): Promise<{ readonly probe: Probe; readonly scene: Scene }> {
  const { ground, facts, plugins, journal, flow } = patient;
  if (facts === undefined) throw new Unproven('no facts');
  const { control } = ground;
  const seed = `doctor ${String(process.pid)} ${String(Date.now())}`;
  const world = worldOn(ground, { facts, seed, journal, plugins });
  if (ground.outside !== undefined) await probePool(world, plugins.actions, ground.outside.products, flow);
  const scene = openScene(world, 'doctor', flow);
  const client = await clientOf(scene, 'self');
  const [registerBefore, handshakesBefore] = await Promise.all([
    control.registerFetches(),
    control.failedHandshakes(),
  ]);
  const deed = await plugins.actions
    .get('register')
    ?.perform({ scene, client, edits: {}, args: {}, purpose: 'control' });
  const exchange = deed?.exchanges.at(-1);
  if (exchange === undefined) throw new Unproven('the registration was not sent');
  const [register, product, handshakes] = await Promise.all([
    control.registerFetches(),
    control.fetches(client.product.softwareId),
    control.failedHandshakes(),
  ]);
  return {
    scene,
    probe: {
      exchange,
      register: register.slice(registerBefore.length).filter(({ path }) => path.startsWith(registerJwksPath))
        .length,
      product: product.length,
      handshakes: handshakes.slice(handshakesBefore.length).map(({ code }) => code),
    },
  };
}

function reachedFinding({ ground }: Patient, { exchange, register, product, handshakes }: Probe): Finding {
  if (ground.outside !== undefined)
    return sound("it need not: the Register and the products' keys are elsewhere");
  const accepted = isSuccess(exchange);
  if (register + product > 0 || accepted) {
    const seen = `${register} fetches of the Register's keys, ${product} of the product's documents`;
    return sound(register + product > 0 ? seen : 'it needed none: it had read our keys before');
  }
  const { host, target } = ground;
  const saw = `${host.url} saw no request while the registration ${outcomeText(exchange)}`;
  const [code] = handshakes;
  if (code !== undefined) {
    return faulty({
      fault: 'target-distrusts-our-host',
      cause: "the target came to our host and broke off: it does not trust our host's certificate",
      evidence: `${handshakes.length} TLS handshakes with ${host.url} failed (${code}) while the registration ${outcomeText(exchange)}`,
      cure: `let the holder trust our CA for what it fetches ('dcr-conformance trust -t ${target.file}' writes it), or give our host a certificate that it trusts under host.certificate in ${target.file}`,
    });
  }
  const told = bodyOf(exchange)['error'];
  const error = typeof told === 'string' ? told : '';
  if (ssaErrors.includes(error)) {
    return faulty({
      fault: 'other-register',
      cause: 'the target checks SSAs against another Register: it did not ask ours for its keys',
      evidence: saw,
      cure: `set the holder's Register JWKS URI to ${host.url}${registerJwksPath} (it must reach that address, and forget keys that it cached from an earlier run or another cast)`,
    });
  }
  if (exchange.outcome.kind === 'answer' && statusOf(exchange) < 500) {
    return sound(
      `no request was seen, but the refusal (${error === '' ? statusOf(exchange) : error}) is not about keys`,
    );
  }
  const reach = `let the holder reach ${host.url}: set host.publicUrl and host.listen in ${target.file}, open its outbound firewall, and check the Register JWKS URI that it is configured with`;
  if (exchange.outcome.kind === 'answer') {
    return faulty({
      fault: 'registration-fails',
      cause: `the target answers ${statusOf(exchange)} to a valid registration, and did not come to our host for keys`,
      evidence: saw,
      cure: `see the holder's log: it fails of itself, or because it cannot reach us. In the second case ${reach}`,
    });
  }
  return faulty({
    fault: 'target-cannot-reach-us',
    cause: 'the target does not reach our host',
    evidence: saw,
    cure: reach,
  });
}

function ssaFinding({ ground, probe }: Patient): Finding {
  if (probe === undefined) throw new Unproven('no registration was sent');
  const error = bodyOf(probe.exchange)['error'];
  if (typeof error !== 'string' || !ssaErrors.includes(error))
    return sound('the answer does not complain about it');
  if (ground.outside !== undefined) {
    return faulty({
      fault: 'ssa-refused',
      cause: "the target refuses the outside Register's SSA",
      evidence: `the registration ${outcomeText(probe.exchange)}`,
      cure: "see the holder's log for the reason; usual ones: it trusts another Register, or the software product is registered there already",
    });
  }
  return faulty({
    fault: 'ssa-refused',
    cause: "the target refuses our Register's SSA, though it came for keys",
    evidence: `the registration ${outcomeText(probe.exchange)}; fetches meanwhile: ${probe.register} of the Register's keys, ${probe.product} of the product's documents`,
    cure: "see the holder's log for the reason; usual ones: the issuer it expects is not 'cdr-register', keys of another cast in its cache, a product or brand list of its own",
  });
}

function registrationFinding({ probe, accepted }: Patient): Examined {
  if (probe === undefined) throw new Unproven('no registration was sent');
  const { exchange } = probe;
  const status = statusOf(exchange);
  if (isSuccess(exchange) && typeof bodyOf(exchange)['client_id'] === 'string') {
    return {
      finding: sound(`201 expected, ${status} seen`),
      learnt: { accepted: withOne(accepted, 'register', status) },
    };
  }
  const late = exchange.outcome.kind === 'no-answer';
  const diagnosis: Diagnosis = {
    fault: late ? 'no-answer' : 'registration-refused',
    cause: late
      ? 'the registration endpoint gives no answer to a valid registration'
      : 'the target refuses a valid registration',
    evidence: `POST ${exchange.request.url} ${outcomeText(exchange)}`,
    cure: late
      ? "see the holder's log; a slow one needs limits.requestMs in the target file"
      : `see the holder's log; 'dcr-conformance explain registration/life-cycle' shows what was sent. If you hold the request for valid and the refusal for a fault of the holder, run with --skip-doctor to have it judged`,
  };
  return { finding: faulty(diagnosis) };
}

function lifeCycleCheck(
  action: 'token' | 'read' | 'update' | 'delete',
  title: string,
  needs: readonly string[],
): Checkup {
  return {
    id: action,
    title,
    needs,
    // How a registration is managed is a matter of conformance: the cases will say.
    blocks: false,
    examine: async ({ scene, plugins, accepted }) => {
      if (scene === undefined) throw new Unproven('there is no registration');
      const client = await clientOf(scene, 'self');
      const deed = await plugins.actions
        .get(action)
        ?.perform({ scene, client, edits: {}, args: {}, purpose: 'control' });
      const exchange = deed?.exchanges.at(-1);
      if (exchange === undefined) throw new Unproven('nothing was sent');
      const status = statusOf(exchange);
      const done = isSuccess(exchange) && (action !== 'token' || client.token !== undefined);
      if (done) {
        if (action === 'delete') await settleDeletion(scene, client, status, plugins.actions);
        return { finding: sound(String(status)), learnt: { accepted: withOne(accepted, action, status) } };
      }
      return { finding: faulty(refusal(action, exchange)) };
    },
  };
}

function refusal(action: 'token' | 'read' | 'update' | 'delete', exchange: Exchange): Diagnosis {
  const evidence = `${exchange.request.method} ${exchange.request.url} ${outcomeText(exchange)}`;
  if (action === 'token') {
    return {
      fault: 'token-refused',
      cause: 'the target refuses a valid token request of the client that it has just registered',
      evidence,
      cure: "see the holder's log; usual reasons: it cannot fetch the product's jwks_uri, it binds clients to another certificate (subject, CA), it expects another audience than its issuer, its clock",
    };
  }
  return {
    fault: `${action}-refused`,
    cause: `the target does not ${action} a registration for its owner`,
    evidence,
    cure:
      action === 'delete'
        ? "nothing, if DELETE is not meant to be supported (405): cases that need it are not applicable then. Registrations stay behind; 'dcr-conformance cleanup' lists them"
        : 'the cases on managing registrations will say what the standard asks',
  };
}

function withOne(accepted: Patient['accepted'], action: string, status: number): Patient['accepted'] {
  return new Map([...accepted, [action, status]]);
}

/** `was answered 400 invalid_client: "no such client"`. */
function outcomeText(exchange: Exchange): string {
  const description = bodyOf(exchange)['error_description'];
  const more = typeof description === 'string' ? `: ${JSON.stringify(description.slice(0, 200))}` : '';
  return `${outcomeOf([exchange])}${more}`;
}
