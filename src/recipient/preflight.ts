import { Unproven } from '../nouns/errors.js';
import { bodyFault, type NoAnswer } from '../nouns/exchange.js';
import { advertised, type Capability, type Facts } from '../nouns/facts.js';
import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { NamedEndpoints, Target } from '../nouns/target.js';
import type { Wire, WireRequest } from './wire.js';

/**
 * Fetches the target's discovery document (unless the target file names the endpoints) and draws the facts from it.
 * @throws Unproven with one cause and its cure when the target cannot be reached or makes no sense.
 */
export async function learnFacts(target: Target, discoveryUrl: string, wire: Wire): Promise<Facts> {
  const { where } = target;
  if (where.kind === 'endpoints') return factsFrom(documentOf(where.endpoints), discoveryUrl, target);
  let { outcome } = await wire.send(discoveryRequest(discoveryUrl));
  // A holder that demands a client certificate here breaks a rule, and a case says so; the run need not end.
  if (outcome.kind === 'no-answer' && (outcome.phase === 'tls' || outcome.phase === 'exchange')) {
    const request = { ...discoveryRequest(discoveryUrl), tls: { certificate: 'recipient' } };
    const second = await wire.send(request);
    if (second.outcome.kind === 'answer') outcome = second.outcome;
  }
  if (outcome.kind === 'no-answer') throw new Unproven(explainNoAnswer(outcome, discoveryUrl, target));
  if (outcome.status !== 200 || !isJsonObject(outcome.json)) {
    const seen = outcome.status === 200 ? (bodyFault(outcome) ?? '') : `status ${String(outcome.status)}`;
    throw new Unproven(
      `${discoveryUrl} answered with ${seen}; expected the OpenID Provider metadata. Check 'discovery' in ${target.file}.`,
    );
  }
  return factsFrom(outcome.json, discoveryUrl, target);
}

/** The request that fetches a configuration document: no client certificate, as for anyone (CDS, Endpoints). */
export function discoveryRequest(url: string): WireRequest {
  return {
    method: 'GET',
    url,
    headers: [['Accept', 'application/json']],
    body: '',
    tls: { certificate: 'none' },
  };
}

/** The configuration document that a target with named endpoints would have. */
export function documentOf({ issuer, registration, token, jwks, metadata }: NamedEndpoints): JsonObject {
  return {
    ...metadata,
    issuer,
    registration_endpoint: registration,
    token_endpoint: token,
    ...(jwks === undefined ? {} : { jwks_uri: jwks }),
  };
}

/**
 * What a configuration document and the target file say together.
 * @throws Unproven when the document names no issuer or lacks an endpoint.
 */
export function factsFrom(discovery: JsonObject, discoveryUrl: string, target: Target): Facts {
  const aliases = isJsonObject(discovery['mtls_endpoint_aliases']) ? discovery['mtls_endpoint_aliases'] : {};
  const endpoint = (member: string): string => {
    const value: Json | undefined = aliases[member] ?? discovery[member];
    if (typeof value === 'string' && isWebUrl(value)) return value;
    const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
    throw new Unproven(
      `the discovery document at ${discoveryUrl} names no usable ${member} (found ${found}); it has to be an https URL`,
    );
  };
  const { issuer } = discovery;
  if (typeof issuer !== 'string')
    throw new Unproven(`the discovery document at ${discoveryUrl} names no issuer`);
  const jwks = discovery['jwks_uri'];
  const facts = {
    discoveryUrl,
    issuer,
    discovery,
    endpoints: {
      registration: endpoint('registration_endpoint'),
      token: endpoint('token_endpoint'),
      jwks: typeof jwks === 'string' ? jwks : '',
    },
  };
  return {
    ...facts,
    capabilities: capabilitiesFrom(facts, target),
    ...(target.insecure === true ? { insecure: true } : {}),
  };
}

/** A holder that publishes http is at fault, and cases say so; other schemes lead nowhere. */
function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** What the target claims to be able to do: its file's word first, then its discovery document's, never a guess. */
function capabilitiesFrom(
  facts: Pick<Facts, 'discovery'>,
  target: Target,
): Readonly<Record<string, Capability>> {
  const lists = (member: string, value: string): Capability => {
    const has = advertised(facts, member).includes(value);
    return { has, because: `${member} ${has ? 'lists' : 'does not list'} ${value}` };
  };
  const present = (member: string): Capability => {
    const has = advertised(facts, member).length > 0;
    return { has, because: `the discovery document ${has ? 'has' : 'has no'} ${member}` };
  };
  const auth = 'token_endpoint_auth_signing_alg_values_supported';
  const listsAlg = (alg: string): Capability =>
    advertised(facts, auth).length === 0
      ? { has: true, because: `no ${auth} in the discovery document, so both algorithms are due` }
      : lists(auth, alg);
  const discovered: Record<string, Capability> = {
    'flow-code': lists('response_types_supported', 'code'),
    'flow-hybrid': lists('response_types_supported', 'code id_token'),
    ps256: listsAlg('PS256'),
    es256: listsAlg('ES256'),
    'jarm-encryption': present('authorization_encryption_alg_values_supported'),
    'id-token-encryption': present('id_token_encryption_alg_values_supported'),
    'ssrf-bait': {
      has: target.consent['ssrf-bait'] === true,
      because: `${target.file} ${target.consent['ssrf-bait'] === true ? 'gives' : 'does not give'} consent to ssrf-bait`,
    },
    delete: { has: true, because: 'nothing says that DELETE is not supported', unless: 'delete' },
    'own-register': { has: true, because: 'the harness plays the Register' },
    'second-port': {
      has: target.host.publicUrl === undefined,
      because:
        target.host.publicUrl === undefined
          ? 'the target reaches us over loopback, on any port'
          : 'the target reaches our host by its public URL; whether other ports are open is for the target file to say',
    },
  };
  const stated = Object.entries(target.capabilities).map(
    ([name, has]) => [name, { has, because: `stated in ${target.file}` }] as const,
  );
  return { ...discovered, ...Object.fromEntries(stated) };
}

function explainNoAnswer(outcome: NoAnswer, url: string, target: Target): string {
  const { host } = new URL(url);
  const cures: Readonly<Record<NoAnswer['phase'], string>> = {
    resolve: `the name of ${host} does not resolve. Check 'discovery' in ${target.file}, or this machine's name service.`,
    connect: `nothing listens at ${host}. Start the holder, or check 'discovery' in ${target.file}.`,
    tls: `the TLS handshake with ${host} failed. If a private CA issued its certificate, name the CA's PEM file under 'trust' in ${target.file}.`,
    exchange: `the connection to ${host} broke before an answer came.`,
    'time-out': `${host} gave no answer within ${String(target.limits.requestMs)} ms.`,
  };
  return `${url} cannot be fetched: ${cures[outcome.phase]} (${outcome.code}: ${outcome.message})`;
}
