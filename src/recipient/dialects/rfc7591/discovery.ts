import { Unproven } from '../../../nouns/errors.js';
import { isJsonObject, type JsonObject } from '../../../nouns/json.js';
import type { Target } from '../../../nouns/target.js';
import { discoveryRequest, documentOf } from '../../preflight.js';
import type { Wire } from '../../wire.js';

/** Where the server registers clients, and the document that says so; no document is no obstacle. */
export interface Found {
  readonly document: JsonObject;
  /** Empty without a document. */
  readonly documentUrl: string;
  readonly registration: string;
  /** One sentence on how it was found. */
  readonly note: string;
}

const wellKnown = '/.well-known/';
const suffixes = ['oauth-authorization-server', 'openid-configuration'] as const;

/**
 * Where an issuer's metadata may be: RFC 8414 section 3 puts the well-known part before the path, OpenID Connect Discovery
 * 1.0 section 4 behind it.
 */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/+$/, '');
  const before = suffixes.map((suffix) => `${origin}${wellKnown}${suffix}${path}`);
  const behind = suffixes.toReversed().map((suffix) => `${origin}${path}${wellKnown}${suffix}`);
  return [...new Set([...before, ...behind])];
}

/**
 * Finds the registration endpoint behind the URL of a target: metadata document, issuer, or the endpoint itself.
 * @throws Unproven when nobody answers, or when the metadata offers no registration.
 */
export async function findEndpoint(target: Target, wire: Wire): Promise<Found> {
  const { where } = target;
  if (where.kind === 'endpoints') {
    const { registration } = where.endpoints;
    const note = `${target.file} names the endpoints`;
    return { document: documentOf(where.endpoints), documentUrl: '', registration, note };
  }
  if (where.kind !== 'url' && where.kind !== 'discovery') {
    throw new Unproven(`${target.file}: this profile needs url, discovery, issuer or endpoints`);
  }
  const { url } = where;
  if (url.includes(wellKnown)) {
    const document = await fetchDocument(url, wire);
    if (document === undefined) throw new Unproven(`${url} answers with no metadata document (RFC 8414)`);
    return documented(document, url);
  }
  const tried: string[] = [];
  for (const documentUrl of metadataUrls(url)) {
    tried.push(documentUrl);
    const document = await fetchDocument(documentUrl, wire);
    if (document !== undefined) return documented(document, documentUrl);
  }
  return (await ofEndpoint(url, tried, wire)) ?? bare(url, tried);
}

function documented(document: JsonObject, documentUrl: string): Found {
  const registration = document['registration_endpoint'];
  if (typeof registration !== 'string' || !URL.canParse(registration)) {
    throw new Unproven(
      `${documentUrl} names no registration_endpoint: the server does not say that it registers clients (RFC 8414 section 2). ` +
        'If it does all the same, give the URL of its registration endpoint.',
    );
  }
  return { document, documentUrl, registration, note: `found by its metadata at ${documentUrl}` };
}

/** The URL is the registration endpoint itself; its issuer may be any of the folders above it. */
async function ofEndpoint(url: string, tried: string[], wire: Wire): Promise<Found | undefined> {
  const { origin, pathname } = new URL(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const folders = parts.map((_, index) => `${origin}/${parts.slice(0, index).join('/')}`).toReversed();
  let silent: Found | undefined;
  for (const documentUrl of folders.flatMap(metadataUrls)) {
    if (tried.includes(documentUrl)) continue;
    tried.push(documentUrl);
    const document = await fetchDocument(documentUrl, wire);
    if (document === undefined) continue;
    const named = document['registration_endpoint'];
    const found = { document, documentUrl, registration: url };
    if (named === url)
      return { ...found, note: `the URL is the registration endpoint that ${documentUrl} names` };
    if (named === undefined && typeof document['token_endpoint'] === 'string') {
      silent ??= {
        ...found,
        note: `${documentUrl}, which names no registration_endpoint, is taken for its server's metadata`,
      };
    }
  }
  return silent;
}

function bare(url: string, tried: readonly string[]): Found {
  if (new URL(url).pathname === '/') {
    throw new Unproven(
      `no metadata document was found for ${url} (tried ${tried.join(', ')}). Give the issuer, the document's URL, or the registration endpoint itself.`,
    );
  }
  return {
    document: {},
    documentUrl: '',
    registration: url,
    note: `no metadata names ${url}, so it is taken for the registration endpoint itself; the token endpoint is unknown, and what it would show is not tested`,
  };
}

/** A JSON object at the URL. @throws Unproven when the server cannot be reached at all. */
async function fetchDocument(url: string, wire: Wire): Promise<JsonObject | undefined> {
  const { outcome } = await wire.send(discoveryRequest(url));
  if (outcome.kind === 'no-answer') {
    throw new Unproven(
      `${url} cannot be fetched (${outcome.code}: ${outcome.message}). Is the server running?`,
    );
  }
  return outcome.status === 200 && isJsonObject(outcome.json) ? outcome.json : undefined;
}
