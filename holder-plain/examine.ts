import type { Members, Problem } from './types.js';

const problem = (error: string, description: string): Problem => ({ error, description });
const metadataProblem = (description: string): Problem => problem('invalid_client_metadata', description);

export const authMethods = ['client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt'] as const;

const texts = [
  'client_name',
  'client_uri',
  'logo_uri',
  'tos_uri',
  'policy_uri',
  'scope',
  'jwks_uri',
  'token_endpoint_auth_method',
  'software_id',
  'software_version',
  'application_type',
] as const;
const lists = ['redirect_uris', 'grant_types', 'response_types', 'contacts'] as const;

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Members that this server understands; null is absence. */
function understood(asked: Members): Members {
  const names: readonly string[] = [...texts, ...lists, 'jwks', 'software_statement'];
  return Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) => (names.includes(name) || /^client_name#/.test(name)) && value !== null,
    ),
  );
}

/** Metadata as it will be registered (RFC 7591 section 2), or why it cannot be. */
export function examine(asked: Members): Members | Problem {
  const metadata = understood(asked);
  for (const name of texts) {
    if (metadata[name] !== undefined && typeof metadata[name] !== 'string') {
      return metadataProblem(`${name} must be a string`);
    }
  }
  for (const name of lists) {
    if (metadata[name] !== undefined && !isTextList(metadata[name])) {
      return name === 'redirect_uris'
        ? problem('invalid_redirect_uri', 'redirect_uris must be a list of strings')
        : metadataProblem(`${name} must be a list of strings`);
    }
  }
  const complete: Members = {
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    ...metadata,
  };
  return unfitRedirects(complete) ?? inconsistent(complete) ?? unfitKeys(complete) ?? complete;
}

function unfitRedirects(metadata: Members): Problem | undefined {
  const uris = (metadata['redirect_uris'] ?? []) as readonly string[];
  const grants = metadata['grant_types'] as readonly string[];
  const redirected = grants.includes('authorization_code') || grants.includes('implicit');
  if (redirected && uris.length === 0) return problem('invalid_redirect_uri', 'redirect_uris is required');
  const unfit = uris.find((uri) => !isFitRedirect(uri));
  if (uris.length > 0 && grants.includes('implicit') && metadata['application_type'] !== 'native') {
    // OpenID Connect Dynamic Client Registration 1.0 section 2.
    const safe = uris.every(
      (uri) =>
        URL.canParse(uri) && new URL(uri).protocol === 'https:' && new URL(uri).hostname !== 'localhost',
    );
    if (!safe) return problem('invalid_redirect_uri', 'web clients of the implicit grant need https');
  }
  return unfit === undefined ? undefined : problem('invalid_redirect_uri', 'a redirect URI is invalid');
}

/** RFC 7591 section 5, RFC 6749 section 3.1.2. */
function isFitRedirect(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  // Schemes of applications are reversed domain names (RFC 8252 section 7.1).
  return protocol.includes('.');
}

function inconsistent(metadata: Members): Problem | undefined {
  const method = metadata['token_endpoint_auth_method'];
  if (!authMethods.some((known) => known === method)) {
    return metadataProblem('token_endpoint_auth_method is not supported');
  }
  const grants = metadata['grant_types'] as readonly string[];
  const responses = metadata['response_types'] as readonly string[];
  const fits =
    (!responses.includes('code') || grants.includes('authorization_code')) &&
    (!responses.includes('token') || grants.includes('implicit'));
  return fits ? undefined : metadataProblem('grant_types and response_types contradict each other');
}

function unfitKeys(metadata: Members): Problem | undefined {
  const { jwks, jwks_uri: uri, token_endpoint_auth_method: method } = metadata;
  if (jwks !== undefined && uri !== undefined) {
    return metadataProblem('jwks and jwks_uri exclude each other');
  }
  if (method === 'private_key_jwt' && jwks === undefined && uri === undefined) {
    return metadataProblem('private_key_jwt needs jwks or jwks_uri');
  }
  if (jwks === undefined) return undefined;
  const keys: unknown = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined;
  if (!Array.isArray(keys)) return metadataProblem('jwks must be a JWK set');
  const isPublic = keys.every((key: unknown) => typeof key === 'object' && key !== null && !('d' in key));
  return isPublic ? undefined : metadataProblem('jwks holds a private key');
}
