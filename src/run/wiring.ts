import { openCast, type Cast } from '../cast/cast.js';
import { withoutBrackets } from '../nouns/address.js';
import { TargetError } from '../nouns/errors.js';
import type { Target } from '../nouns/target.js';
import { tokenBucket } from '../recipient/pace.js';
import { routeFrom } from '../recipient/proxy.js';
import { openWire, type Wire } from '../recipient/wire.js';
import { diagnosisText } from './doctor/diagnosis.js';
import { readCredentials, withCredentials, type Credentials } from './identity.js';

/** Credentials of the target file. @throws TargetError with cause, evidence and cure. */
export function credentialsOf(target: Target): Credentials {
  const credentials = readCredentials(target, process.env, new Date());
  if ('wrong' in credentials) throw new TargetError(diagnosisText(credentials.wrong));
  return credentials;
}

/** The cast that comes to a target: ours, with the user's own certificate and keys where the target file names them. */
export async function castFor(target: Target, keys: string, credentials: Credentials): Promise<Cast> {
  const { publicUrl } = target.host;
  const hostNames = publicUrl === undefined ? [] : [withoutBrackets(new URL(publicUrl).hostname)];
  return withCredentials(await openCast(keys, { hostNames }), credentials);
}

/** A wire to the target with the cast's identities; `sharedBy` processes keep the rate of requests together. */
export function wireFor(
  cast: Cast,
  target: Target,
  trusted: { readonly trust: readonly string[]; readonly publicTrust: boolean },
  sharedBy = 1,
): Wire {
  const { requestMs, bodyBytes, retryAfterMs, requestsPerSecond } = target.limits;
  return openWire({
    identity: (name) => {
      const known = cast.identityNames.find((candidate) => candidate === name);
      return known === undefined ? undefined : cast.identity(known);
    },
    trust: trusted.trust,
    publicTrust: trusted.publicTrust,
    insecure: target.insecure === true,
    clearText: target.where.kind === 'url' && target.where.url.startsWith('http:'),
    requestMs,
    bodyBytes,
    retryAfterMs,
    pace: tokenBucket(requestsPerSecond === undefined ? undefined : requestsPerSecond / sharedBy),
    route: routeFrom(process.env),
  });
}
