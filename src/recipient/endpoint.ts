import { Unproven } from '../nouns/errors.js';
import type { Facts } from '../nouns/facts.js';

/** Endpoints that a recipient of registrations meets. */
export const endpointNames = ['discovery', 'jwks', 'token', 'registration'] as const;

export type EndpointName = (typeof endpointNames)[number];

/** The endpoint's URL. @throws Unproven when the target names none. */
export function endpointUrl(facts: Facts, name: EndpointName): string {
  const url = name === 'discovery' ? facts.discoveryUrl : facts.endpoints[name];
  if (URL.canParse(url)) return url;
  throw new Unproven(`the discovery document names no usable URL of the ${name} endpoint`);
}

/** Whether the endpoint is one at which the standard asks for a client certificate (CDS, Participant Endpoints). */
export function isMutual(name: EndpointName): boolean {
  return name === 'token' || name === 'registration';
}
