import { randomBytes, randomUUID } from 'node:crypto';

import { importJWK, jwtVerify, type JWK } from 'jose';

import { authMethods, examine } from './examine.js';
import type { Call, Members, PlainClient, Problem, Registry, Rules } from './types.js';
import { isProblem } from './types.js';

export interface PlainSettings {
  readonly initialAccessToken?: string;
  /** Issuer of software statements that is trusted, and its public key. */
  readonly statements?: { readonly issuer: string; readonly key: JWK };
}

export const secret = (): string => randomBytes(24).toString('base64url');

/** Members of an update that only the server sets (RFC 7592 section 2.2). */
const serverMembers = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
];

/** A server that keeps every rule of RFC 7591 and RFC 7592. */
export function conformant(settings: PlainSettings): Rules {
  return {
    parse,
    examine,
    statement: (asked) => trustedStatement(asked, settings),
    newId: () => randomUUID(),
    newSecret: ({ token_endpoint_auth_method: method }) =>
      method === 'client_secret_basic' || method === 'client_secret_post' ? secret() : undefined,
    inform,
    refuse: ({ error, description }) => ({
      status: 400,
      headers: {},
      body: { error, error_description: description },
    }),
    finish: (reply) => reply,
    mayRegister: (authorization) =>
      settings.initialAccessToken === undefined || authorization === `Bearer ${settings.initialAccessToken}`,
    mayManage: ({ authorization }, client) => authorization === `Bearer ${client.token}`,
    update,
    remove: ({ id }, { clients }) => void clients.delete(id),
    recognise: ({ metadata, secret: own }, shown) =>
      shown.method === metadata['token_endpoint_auth_method'] && shown.secret === own,
    metadataDocument: ({ issuer }) => ({
      issuer,
      registration_endpoint: `${issuer}/register`,
      token_endpoint: `${issuer}/token`,
      response_types_supported: ['code', 'id_token'],
      grant_types_supported: ['authorization_code', 'implicit'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: authMethods,
    }),
  };
}

function parse({ contentType, body }: Call): Members | Problem {
  const invalid = { error: 'invalid_client_metadata', description: 'the body must be a JSON object' };
  if (contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') return invalid;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : invalid;
  } catch {
    return invalid;
  }
}

/** RFC 7591 section 2.3: what a trusted statement says goes before the request; other statements are refused. */
async function trustedStatement(asked: Members, { statements }: PlainSettings): Promise<Members | Problem> {
  const { software_statement: statement, ...rest } = asked;
  if (typeof statement !== 'string' || statements === undefined) return rest;
  try {
    const key = await importJWK(statements.key, 'PS256');
    const { payload } = await jwtVerify(statement, key, { issuer: statements.issuer, algorithms: ['PS256'] });
    return { ...rest, ...payload, software_statement: statement };
  } catch {
    return { error: 'invalid_software_statement', description: 'the software statement cannot be verified' };
  }
}

function inform(client: PlainClient, { issuer }: Registry): Members {
  return {
    client_id: client.id,
    client_id_issued_at: client.issuedAt,
    ...(client.secret === undefined ? {} : { client_secret: client.secret, client_secret_expires_at: 0 }),
    registration_client_uri: `${issuer}/register/${client.id}`,
    registration_access_token: client.token,
    ...client.metadata,
  };
}

/** Full replacement (RFC 7592 section 2.2). */
function update(client: PlainClient, asked: Members, rules: Rules): PlainClient | Problem {
  const wrong = (description: string): Problem => ({ error: 'invalid_client_metadata', description });
  if (asked['client_id'] !== client.id) return wrong('client_id must be the one of this client');
  if (asked['client_secret'] !== undefined && asked['client_secret'] !== client.secret) {
    return wrong('client_secret cannot be chosen');
  }
  if (serverMembers.some((name) => name in asked))
    return wrong('the server alone sets some of these members');
  const metadata = rules.examine(asked);
  return isProblem(metadata) ? metadata : { ...client, metadata };
}
