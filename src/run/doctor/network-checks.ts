import { Unproven } from '../../nouns/errors.js';
import type { Facts } from '../../nouns/facts.js';
import { headerValues } from '../../nouns/exchange.js';
import { discoveryRequest } from '../../recipient/preflight.js';
import type { Ground } from '../ground.js';
import type { Checkup, Patient } from './checkup.js';
import { faulty, sound, type Finding } from './diagnosis.js';
import {
  originOf,
  probeName,
  probePort,
  probeTls,
  type HandshakeManner,
  type Origin,
} from './probe-origin.js';

/** Seconds by which clocks may differ before JWTs of a minute's life come too late or too early. */
const tolerable = { quiet: 5, most: 60 } as const;

/** The URL with which an examination begins: the configuration document's, or the token endpoint's. */
export function firstUrl({ target, discoveryUrl }: Ground): string {
  return target.where.kind === 'endpoints'
    ? (target.where.endpoints.jwks ?? target.where.endpoints.token)
    : discoveryUrl;
}

export function handshakeManner(
  { target, trust, publicTrust }: Ground,
  client?: HandshakeManner['client'],
): HandshakeManner {
  return {
    trust,
    publicTrust,
    insecure: target.insecure === true,
    timeoutMs: target.limits.requestMs,
    now: new Date(),
    ...(client === undefined ? {} : { client }),
  };
}

const first = (patient: Patient): Origin =>
  originOf(
    firstUrl(patient.ground),
    'the first URL of the target',
    patient.ground.target.file,
    patient.ground.route,
  );
const limit = (patient: Patient): number => patient.ground.target.limits.requestMs;

/** The road to the target, step by step. */
export const networkChecks: readonly Checkup[] = [
  {
    id: 'name',
    title: "the target's name resolves",
    needs: [],
    blocks: true,
    examine: async (patient) => ({ finding: await probeName(first(patient), limit(patient)) }),
  },
  {
    id: 'port',
    title: 'somebody listens there',
    needs: ['name'],
    blocks: true,
    examine: async (patient) => ({ finding: await probePort(first(patient), limit(patient)) }),
  },
  {
    id: 'tls',
    title: 'TLS: version, chain and server name',
    needs: ['port'],
    blocks: true,
    examine: async (patient) => ({
      finding: await probeTls(first(patient), handshakeManner(patient.ground)),
    }),
  },
  {
    id: 'answer',
    title: 'the target answers HTTP requests',
    needs: ['tls'],
    blocks: true,
    examine: async ({ ground }) => {
      const url = firstUrl(ground);
      const before = Date.now();
      const { outcome } = await ground.wire.send(discoveryRequest(url));
      if (outcome.kind === 'answer') {
        const answeredAt = new Date((before + Date.now()) / 2);
        return { finding: sound(`GET ${url}: ${outcome.status}`), learnt: { answer: outcome, answeredAt } };
      }
      return {
        finding: faulty({
          fault: 'no-answer',
          cause: `${url} gives no answer`,
          evidence: `${outcome.code}: ${outcome.message}`,
          cure: `check that ${new URL(url).host} is the holder's port for what needs no client certificate; a slow one needs limits.requestMs in ${ground.target.file}`,
        }),
      };
    },
  },
  {
    id: 'clock',
    title: 'clocks agree',
    needs: ['answer'],
    blocks: true,
    examine: (patient) => Promise.resolve({ finding: clockFinding(patient) }),
  },
];

function clockFinding({ answer, answeredAt = new Date() }: Patient): Finding {
  const text = answer === undefined ? undefined : headerValues(answer.headers, 'date')[0];
  const theirs = Date.parse(text ?? '');
  if (Number.isNaN(theirs)) return sound('the target sends no Date header, so its clock is unknown');
  // Date counts whole seconds.
  const apart = Math.round((theirs - answeredAt.getTime()) / 1000);
  const size = Math.abs(apart);
  const difference =
    size === 1 ? '1 second' : size < 120 ? `${size} seconds` : `${Math.round(size / 60)} minutes`;
  if (size <= tolerable.quiet) return sound(size === 0 ? 'no difference' : `${difference} apart`);
  const diagnosis = {
    fault: 'clock-off' as const,
    cause: `the target's clock is ${difference} ${apart > 0 ? 'ahead of' : 'behind'} this machine's`,
    evidence: `Date: ${String(text)}; here it was ${answeredAt.toUTCString()}`,
    cure: 'let both machines use NTP: SSAs live ten minutes, client assertions one',
  };
  return size > tolerable.most ? faulty(diagnosis) : { state: 'advice', diagnosis };
}

/** Endpoints on other hosts or ports than the configuration document: each step for each. */
export const endpointReachCheck: Checkup = {
  id: 'reach',
  title: 'every endpoint is reached over TLS',
  needs: ['endpoints'],
  blocks: true,
  examine: async ({ ground, facts }) => {
    if (facts === undefined) throw new Unproven('no facts');
    const { keyPem, certificatePem } = ground.cast.identity('recipient');
    const manner = handshakeManner(ground, { keyPem, certificatePem });
    const seen: string[] = [];
    for (const origin of otherOrigins(ground, facts)) {
      for (const probe of [
        () => probeName(origin, manner.timeoutMs),
        () => probePort(origin, manner.timeoutMs),
        () => probeTls(origin, manner),
      ]) {
        const finding = await probe();
        if (finding.state === 'faulty') return { finding };
      }
      seen.push(`${origin.host}:${origin.port}`);
    }
    return {
      finding: sound(seen.length === 0 ? 'all on the host that was reached already' : seen.join(', ')),
    };
  },
};

function otherOrigins(ground: Ground, { endpoints }: Facts): readonly Origin[] {
  const known = new Set([new URL(firstUrl(ground)).origin]);
  const source =
    ground.target.where.kind === 'endpoints'
      ? ground.target.file
      : 'the configuration document of the target';
  return (['registration', 'token', 'jwks'] as const).flatMap((name) => {
    const url = endpoints[name];
    if (!URL.canParse(url) || known.has(new URL(url).origin)) return [];
    known.add(new URL(url).origin);
    return [originOf(url, `the ${name} endpoint`, source, ground.route)];
  });
}
