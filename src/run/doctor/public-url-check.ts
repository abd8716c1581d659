import { X509Certificate } from 'node:crypto';

import { isJsonObject, type Json } from '../../nouns/json.js';
import { openWire } from '../../recipient/wire.js';
import type { Ground } from '../ground.js';
import type { Checkup } from './checkup.js';
import { faulty, sound, type Finding } from './diagnosis.js';
import { originOf, probeName, probePort, probeTls } from './probe-origin.js';

/** Path of our Register's keys below the public URL. */
export const registerJwksPath = '/cdr-register/v1/jwks';

/** Whether what we publish is to be had at the URL that the target will be told; seen from here, so not the last word. */
export const publicUrlCheck: Checkup = {
  id: 'public-url',
  title: 'our keys are reached at their public URL',
  needs: [],
  blocks: true,
  provisional: true,
  examine: async ({ ground }) => ({
    finding:
      ground.outside === undefined
        ? await fetchOwnKeys(ground)
        : sound("they need not be: the Register and the products' keys are elsewhere"),
  }),
};

async function fetchOwnKeys(ground: Ground): Promise<Finding> {
  const { host, target, cast } = ground;
  const url = `${host.url}${registerJwksPath}`;
  const origin = originOf(url, 'our own public URL', `${target.file} (host.publicUrl)`, ground.route);
  const trust = [...ground.trust, cast.authorityPem];
  const timeoutMs = target.limits.requestMs;
  const cure = `check host.publicUrl and host.listen in ${target.file}, and what lies between (proxy, tunnel, firewall); our host listens on port ${host.port}`;
  for (const probe of [() => probeName(origin, timeoutMs), () => probePort(origin, timeoutMs)]) {
    const finding = await probe();
    if (finding.state === 'faulty') {
      const { cause, evidence } = finding.diagnosis;
      return faulty({
        fault: 'public-url-unreachable',
        cause: `our public URL ${host.url} is not reached: ${cause}`,
        evidence,
        cure,
      });
    }
  }
  const manner = { trust, publicTrust: true, insecure: false, timeoutMs, now: new Date() };
  const tls = await probeTls(origin, manner);
  if (tls.state === 'faulty') {
    const { cause, evidence, cure: remedy } = tls.diagnosis;
    return faulty({
      fault: 'public-url-untrusted',
      cause: `TLS at our public URL fails: ${cause}`,
      evidence,
      cure: `${remedy}; or ${cure}`,
    });
  }
  const wire = openWire({
    identity: () => undefined,
    trust,
    publicTrust: true,
    requestMs: timeoutMs,
    bodyBytes: target.limits.bodyBytes,
    retryAfterMs: 0,
    pace: () => Promise.resolve(),
    route: ground.route,
  });
  try {
    const { outcome } = await wire.send({
      method: 'GET',
      url,
      headers: [],
      body: '',
      tls: { certificate: 'none' },
    });
    const json = outcome.kind === 'answer' ? outcome.json : undefined;
    const keys = isJsonObject(json) && Array.isArray(json['keys']) ? (json['keys'] as readonly Json[]) : [];
    const { kid } = cast.key('register-ps256');
    if (keys.some((key) => isJsonObject(key) && key['kid'] === kid)) {
      return sound(`${url} shows our key ${kid}${ownNameOf(ground)}`);
    }
    const seen =
      outcome.kind === 'answer' ? `answered ${outcome.status}` : `gave no answer (${outcome.code})`;
    return faulty({
      fault: 'public-url-is-another-server',
      cause: `our public URL ${host.url} leads to another server`,
      evidence: `GET ${url} ${seen}; our Register's key ${kid} is not in it`,
      cure,
    });
  } finally {
    await wire.close();
  }
}

/** For the reader: whose certificate the target will see. */
function ownNameOf({ cast, target }: Ground): string {
  if (target.host.plain === true) return ', through the proxy in front of our host';
  if (target.host.certificate !== undefined) return '';
  return `, under a certificate of ${/CN=(.*)/.exec(new X509Certificate(cast.authorityPem).subject)?.[1] ?? 'our CA'}`;
}
