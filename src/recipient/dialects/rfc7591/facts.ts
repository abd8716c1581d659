import { Unproven } from '../../../nouns/errors.js';
import { advertised, type Capability, type Facts } from '../../../nouns/facts.js';
import { isSafeUrl } from '../../../nouns/safe-url.js';
import type { Target } from '../../../nouns/target.js';
import type { Wire } from '../../wire.js';
import { authMethods, choose } from './choices.js';
import { findEndpoint, type Found } from './discovery.js';

/** What the server publishes, and what the target file says. @throws Unproven when there is nowhere to register. */
export async function learn(target: Target, _discoveryUrl: string, wire: Wire): Promise<Facts> {
  return factsOf(await findEndpoint(target, wire), target);
}

export function factsOf(found: Found, target: Target): Facts {
  const { document } = found;
  if (!isSafeUrl(found.registration)) {
    throw new Unproven(
      `the registration endpoint ${found.registration} is no https URL: secrets would travel in the clear (RFC 7591 section 5). Plain http is for loopback only.`,
    );
  }
  const text = (member: string): string => {
    const value = document[member];
    return typeof value === 'string' && URL.canParse(value) ? value : '';
  };
  const endpoints = {
    registration: found.registration,
    token: isSafeUrl(text('token_endpoint')) ? text('token_endpoint') : '',
    jwks: text('jwks_uri'),
  };
  const clearText = Object.values(endpoints).some((url) => url.startsWith('http:'));
  const issuer = typeof document['issuer'] === 'string' ? document['issuer'] : '';
  return {
    discoveryUrl: found.documentUrl,
    issuer,
    discovery: document,
    endpoints,
    capabilities: capabilitiesOf({ discovery: document, endpoints }, target),
    ...(target.insecure === true ? { insecure: true } : {}),
    ...(clearText ? { clearText: true } : {}),
    notes: notesOf(found, target, clearText),
  };
}

/** What was found and guessed, for those who gave no more than a URL. */
function notesOf(found: Found, target: Target, clearText: boolean): readonly string[] {
  const { registration: own } = target;
  const facts = { discovery: found.document };
  const { authMethod, grantTypes, redirectUris } = choose(facts, own);
  const why = (given: unknown, list: string): string =>
    given !== undefined
      ? `as ${target.file} says`
      : advertised(facts, list).length > 0
        ? `from ${list}`
        : `a guess: no ${list} is published`;
  return [
    `registration endpoint ${found.registration}: ${found.note}`,
    `clients authenticate by ${authMethod} (${why(own.authMethod, 'token_endpoint_auth_methods_supported')})`,
    `clients use ${grantTypes.join(' and ')} (${why(own.grantTypes, 'grant_types_supported')})`,
    ...(redirectUris.length === 0
      ? []
      : [
          `redirect URIs look like ${redirectUris[0] ?? ''} (${own.redirectUris === undefined ? 'a guess; registration.redirectUris sets others' : `as ${target.file} says`})`,
        ]),
    ...(clearText ? ['plain HTTP, which is allowed on loopback only: nothing is shown about transport'] : []),
  ];
}

/** What the server's metadata and the target file say that it can do; the life of one client then shows the rest. */
function capabilitiesOf(
  facts: Pick<Facts, 'discovery' | 'endpoints'>,
  target: Target,
): Readonly<Record<string, Capability>> {
  const { registration: own } = target;
  const methods = advertised(facts, 'token_endpoint_auth_methods_supported');
  const byMethod = authMethods.map((method): readonly [string, Capability] => {
    const list = 'token_endpoint_auth_methods_supported';
    // RFC 8414 section 2.
    const has = methods.length === 0 ? method === 'client_secret_basic' : methods.includes(method);
    const because =
      methods.length === 0
        ? `no ${list} is published, which stands for client_secret_basic`
        : `${list} ${has ? 'lists' : 'does not list'} ${method}`;
    return [`auth-${method.replaceAll('_', '-')}`, { has, because }];
  });
  const grants = advertised(facts, 'grant_types_supported');
  const grant = (name: string, usual: boolean): Capability => ({
    has: grants.length === 0 ? usual : grants.includes(name),
    because:
      grants.length === 0
        ? `no grant_types_supported is published, which stands for authorization_code and implicit`
        : `grant_types_supported ${grants.includes(name) ? 'lists' : 'does not list'} ${name}`,
  });
  const said = (has: boolean, member: string): Capability => ({
    has,
    because: `${target.file} ${has ? 'gives' : 'gives no'} ${member}`,
  });
  return withStated(
    {
      'flow-code': { has: true, because: 'this profile has one flow' },
      'flow-hybrid': { has: false, because: 'this profile has one flow' },
      'server-metadata': {
        has: Object.keys(facts.discovery).length > 0,
        because: 'a metadata document was looked for below the URL',
      },
      'token-endpoint': {
        has: facts.endpoints.token !== '',
        because: facts.endpoints.token === '' ? 'no token endpoint is known' : 'the metadata names it',
      },
      ...Object.fromEntries(byMethod),
      'grant-authorization-code': grant('authorization_code', true),
      'grant-implicit': grant('implicit', false),
      'grant-client-credentials': grant('client_credentials', false),
      'openid-connect': {
        has: facts.discovery['subject_types_supported'] !== undefined,
        because: 'OpenID Providers publish subject_types_supported',
      },
      'initial-access-token': said(own.initialAccessToken !== undefined, 'registration.initialAccessToken'),
      'software-statement': said(own.softwareStatement !== undefined, 'registration.softwareStatement'),
      'statement-issuer': said(
        own.softwareStatement !== undefined && 'issuer' in own.softwareStatement,
        'registration.softwareStatement.issuer',
      ),
    },
    target,
  );
}

/** The target file's word comes before everything that was learnt. */
export function withStated(
  learnt: Readonly<Record<string, Capability>>,
  target: Target,
): Readonly<Record<string, Capability>> {
  const stated = Object.entries(target.capabilities).map(
    ([name, has]) => [name, { has, because: `stated in ${target.file}` }] as const,
  );
  return { ...learnt, ...Object.fromEntries(stated) };
}
