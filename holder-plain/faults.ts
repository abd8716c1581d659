import type { Members, Problem, Reply, Rules } from './types.js';
import { isProblem } from './types.js';

type Change = (rules: Rules) => Partial<Rules>;

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];

/** Registers what the rules refuse, when the request matches: a server that does not look. */
const overlook =
  (matches: (asked: Members) => boolean): Change =>
  ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      if (!isProblem(judged) || !matches(asked)) return judged;
      return {
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        ...asked,
      };
    },
  });

const uris = (asked: Members): readonly string[] => list(asked['redirect_uris']).map(String);

/** Alters answers of one kind. */
const answers =
  (
    wanted: (reply: Reply, method: string, path: string) => boolean,
    change: (reply: Reply) => Reply,
  ): Change =>
  ({ finish }) => ({
    finish: (reply, call) => {
      const finished = finish(reply, call);
      return wanted(finished, call.method, call.path) ? change(finished) : finished;
    },
  });
const isCreated = (reply: Reply): boolean => reply.status === 201;
const isRefused = (reply: Reply, _method: string, path: string): boolean =>
  reply.status === 400 && path.startsWith('/register');
const without = (reply: Reply, name: string): Reply => ({
  ...reply,
  headers: Object.fromEntries(Object.entries(reply.headers).filter(([field]) => field !== name)),
});

/** Alters the client information response. */
const informs =
  (change: (members: Members, occasion: 'register' | 'read' | 'update') => Members): Change =>
  ({ inform }) => ({
    inform: (client, registry, occasion) => change(inform(client, registry, occasion), occasion),
  });
const dropped = (members: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

const html: Partial<Reply> = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Error</title>',
};

/** What servers are known to get wrong, each by a name that says it. */
export const faults = {
  // Redirect URIs
  'accepts-fragment': overlook((asked) => uris(asked).some((uri) => uri.includes('#'))),
  'accepts-javascript': overlook((asked) => uris(asked).some((uri) => /^(javascript|data):/i.test(uri))),
  'accepts-clear-text-redirect': overlook((asked) =>
    uris(asked).some((uri) => uri.startsWith('http://client.')),
  ),
  'accepts-relative-redirect': overlook((asked) => uris(asked).some((uri) => !URL.canParse(uri))),
  'needs-no-redirect': overlook((asked) => uris(asked).length === 0 && list(asked['grant_types']).length > 0),
  'implicit-to-localhost': overlook((asked) => list(asked['grant_types']).includes('implicit')),
  'normalises-redirects': ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      return isProblem(judged)
        ? judged
        : { ...judged, redirect_uris: uris(judged).map((uri) => new URL(uri).href.toLowerCase()) };
    },
  }),
  // Metadata
  'accepts-any-method': overlook((asked) => asked['token_endpoint_auth_method'] === 'x_conformance_method'),
  'accepts-contradictions': overlook(
    (asked) =>
      list(asked['response_types']).includes('token') ||
      !list(asked['grant_types']).includes('authorization_code'),
  ),
  'accepts-wrong-types': ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      return isProblem(judged) && judged.description.includes('must be') ? asked : judged;
    },
  }),
  'refuses-unknown-members': ({ examine }) => ({
    examine: (asked) =>
      Object.keys(asked).some((name) => name.startsWith('x_') || name.includes(':'))
        ? { error: 'invalid_client_metadata', description: 'unknown member' }
        : examine(asked),
  }),
  'refuses-language-tags': ({ examine }) => ({
    examine: (asked) =>
      Object.keys(asked).some((name) => name.includes('#'))
        ? { error: 'invalid_client_metadata', description: 'unknown member' }
        : examine(asked),
  }),
  'registers-null': ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      const nulls = Object.entries(asked).filter(([, value]) => value === null);
      return isProblem(judged)
        ? judged
        : { ...judged, ...Object.fromEntries(nulls.map(([name]) => [name, 'null'])) };
    },
  }),
  'default-method-none': ({ examine }) => ({
    examine: (asked) => examine({ token_endpoint_auth_method: 'none', ...asked }),
  }),
  'default-grants-many': ({ examine }) => ({
    examine: (asked) => examine({ grant_types: ['authorization_code', 'implicit'], ...asked }),
  }),
  'default-responses-many': ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      return isProblem(judged) || 'response_types' in asked
        ? judged
        : { ...judged, response_types: ['code', 'token'] };
    },
  }),
  'keyless-private-key-jwt': overlook((asked) => asked['token_endpoint_auth_method'] === 'private_key_jwt'),
  'echoes-unknown-algorithms': ({ examine }) => ({
    examine: (asked) => {
      const judged = examine(asked);
      const algorithms = Object.entries(asked).filter(([name]) => name.endsWith('_alg'));
      return isProblem(judged) ? judged : { ...judged, ...Object.fromEntries(algorithms) };
    },
  }),
  // Keys
  'registers-both-key-sources': overlook((asked) => 'jwks' in asked && 'jwks_uri' in asked),
  'echoes-private-keys': overlook((asked) => JSON.stringify(asked['jwks'] ?? '').includes('"d":')),
  // The response
  'created-is-200': answers(isCreated, (reply) => ({ ...reply, status: 200 })),
  'no-no-store': answers(isCreated, (reply) => without(reply, 'cache-control')),
  'created-as-text': answers(isCreated, (reply) => ({
    ...reply,
    headers: { ...reply.headers, 'content-type': 'text/plain' },
  })),
  'no-secret-expiry': informs((members) => dropped(members, 'client_secret_expires_at')),
  'no-secret': () => ({ newSecret: () => undefined }),
  'secret-for-public-clients': () => ({ newSecret: () => 'a-secret-for-everybody-0123456789' }),
  'one-secret-for-all': () => ({
    newSecret: ({ token_endpoint_auth_method: method }) =>
      method === 'none' ? undefined : 'a-secret-for-everybody-0123456789',
  }),
  'issued-at-in-milliseconds': informs((members) => ({
    ...members,
    client_id_issued_at: Number(members['client_id_issued_at']) * 1000,
  })),
  'same-client-id-twice': () => ({
    newId: ({ clients }) => `client-${String(Math.floor(clients.size / 2))}`,
  }),
  'numeric-client-id': informs((members) => ({ ...members, client_id: 4711 })),
  'no-redirect-uris-returned': informs((members) => dropped(members, 'redirect_uris')),
  'no-defaults-returned': informs((members) => dropped(members, 'token_endpoint_auth_method', 'grant_types')),
  'token-without-uri': informs((members, occasion) =>
    occasion === 'register' ? dropped(members, 'registration_client_uri') : members,
  ),
  // Errors
  'html-errors': answers(isRefused, (reply) => ({ ...reply, ...html })),
  'refused-is-422': answers(isRefused, (reply) => ({ ...reply, status: 422 })),
  'refusal-without-code': answers(isRefused, (reply) => ({ ...reply, body: { message: 'no' } })),
  'description-in-unicode': answers(isRefused, (reply) => ({
    ...reply,
    body: { ...(reply.body as Members), error_description: 'ungültig ✗' },
  })),
  'stack-in-errors': answers(isRefused, (reply) => ({
    ...reply,
    body: {
      ...(reply.body as Members),
      stack: 'Error: no\n    at parse (file:///srv/node_modules/app/index.js:1:1)',
    },
  })),
  'crashes-on-malformed-json': ({ refuse }) => ({
    refuse: (problem: Problem) =>
      problem.description.includes('JSON object') ? { status: 500, headers: {}, body: '' } : refuse(problem),
  }),
  'reads-arrays': ({ parse }) => ({
    parse: (call) => {
      const parsed = parse(call);
      return isProblem(parsed) && call.body.startsWith('[')
        ? parse({ ...call, body: call.body.slice(1, -1) })
        : parsed;
    },
  }),
  'crashes-on-depth': ({ parse, refuse }) => ({
    parse: (call) =>
      call.body.includes('[[[[[[[[[[') ? { error: 'depth', description: 'too deep' } : parse(call),
    refuse: (problem: Problem) =>
      problem.error === 'depth' ? { status: 500, headers: {}, body: '' } : refuse(problem),
  }),
  'takes-any-media-type': ({ parse }) => ({
    parse: (call) => parse({ ...call, contentType: 'application/json' }),
  }),
  'refuses-charset': ({ parse }) => ({
    parse: (call) =>
      call.contentType === 'application/json'
        ? parse(call)
        : { error: 'invalid_client_metadata', description: 'the media type is not application/json' },
  }),
  // Initial access tokens
  'needs-no-initial-token': () => ({ mayRegister: () => true }),
  'initial-token-without-challenge': answers(
    (reply, method, path) => reply.status === 401 && method === 'POST' && path === '/register',
    (reply) => without(reply, 'www-authenticate'),
  ),
  // Software statements
  'unverified-statements': () => ({
    statement: (asked) => {
      const payload = String(asked['software_statement'] ?? '').split('.')[1] ?? '';
      const claims: unknown = payload === '' ? {} : JSON.parse(Buffer.from(payload, 'base64url').toString());
      return Promise.resolve({ ...asked, ...(claims as Members) });
    },
  }),
  'request-before-statement': ({ statement }) => ({
    statement: async (asked) => {
      const stated = await statement(asked);
      return isProblem(stated) ? stated : { ...stated, ...asked };
    },
  }),
  'statement-not-returned': informs((members) => dropped(members, 'software_statement')),
  // Management
  'any-token-opens-all': () => ({
    mayManage: ({ authorization = '' }, _client, { clients }) =>
      [...clients.values()].some(({ token }) => authorization === `Bearer ${token}`),
  }),
  'no-token-needed': () => ({ mayManage: () => true }),
  'token-in-query-accepted': ({ mayManage }) => ({
    mayManage: (call, client, registry) =>
      mayManage(call, client, registry) || call.query.get('access_token') === client.token,
  }),
  'any-scheme': ({ mayManage }) => ({
    mayManage: (call, client, registry) =>
      mayManage({ ...call, authorization: call.authorization?.replace(/^\S+/, 'Bearer') }, client, registry),
  }),
  'no-challenge': answers(
    (reply, _method, path) => reply.status === 401 && path.startsWith('/register/'),
    (reply) => without(reply, 'www-authenticate'),
  ),
  'wrong-token-is-404': answers(
    (reply, _method, path) => reply.status === 401 && path.startsWith('/register/'),
    () => ({ status: 404, headers: {}, body: '' }),
  ),
  'read-without-credentials': informs((members, occasion) =>
    occasion === 'register'
      ? members
      : dropped(members, 'registration_access_token', 'registration_client_uri'),
  ),
  'read-forgets-members': informs((members, occasion) =>
    occasion === 'read' ? dropped(members, 'client_name', 'grant_types') : members,
  ),
  'any-method-served': answers(
    (reply) => reply.status === 405,
    (reply) => ({ ...reply, status: 200, body: {} }),
  ),
  'rotates-to-a-dead-token': informs((members, occasion) =>
    occasion === 'read'
      ? { ...members, registration_access_token: 'a-token-that-opens-nothing-0123456789' }
      : members,
  ),
  // Update
  'update-renames-client': informs((members, occasion) =>
    occasion === 'update' ? { ...members, client_id: 'another-client-id' } : members,
  ),
  'update-merges': ({ update }) => ({
    update: (client, asked, rules) => update(client, { ...client.metadata, ...asked }, rules),
  }),
  'update-has-no-effect': ({ update }) => ({
    update: (client, asked, rules) => {
      const updated = update(client, asked, rules);
      return isProblem(updated) ? updated : client;
    },
  }),
  'update-of-another-client': ({ update }) => ({
    update: (client, asked, rules) => update(client, { ...asked, client_id: client.id }, rules),
  }),
  'update-chooses-secret': ({ update }) => ({
    update: (client, asked, rules) => {
      const chosen = asked['client_secret'];
      const updated = update(client, dropped(asked, 'client_secret'), rules);
      return isProblem(updated) || typeof chosen !== 'string' ? updated : { ...updated, secret: chosen };
    },
  }),
  'update-sets-server-members': ({ update }) => ({
    update: (client, asked, rules) => {
      const {
        registration_access_token: token,
        client_id_issued_at: at,
        client_secret_expires_at: _,
        ...rest
      } = asked;
      const updated = update(client, rest, rules);
      if (isProblem(updated)) return updated;
      return {
        ...updated,
        ...(typeof token === 'string' ? { token } : {}),
        ...(typeof at === 'number' ? { issuedAt: at } : {}),
      };
    },
  }),
  'update-unexamined': () => ({ update: (client, asked) => ({ ...client, metadata: asked }) }),
  // Delete
  'deleted-is-200': answers(
    (reply, method) => method === 'DELETE' && reply.status === 204,
    (reply) => ({ ...reply, status: 200 }),
  ),
  'delete-keeps-client': () => ({ remove: () => undefined }),
  'deletes-everybody': () => ({
    remove: (_client, { clients }) => {
      clients.clear();
    },
  }),
  'forgets-simultaneous-clients': ({ newId }) => ({
    newId: (registry) => {
      const now = Math.floor(Date.now() / 1000);
      for (const { id, issuedAt } of registry.clients.values()) {
        if (now - issuedAt <= 1) registry.clients.delete(id);
      }
      return newId(registry);
    },
  }),
  // Use
  'any-secret': () => ({
    recognise: ({ metadata }, shown) =>
      shown.method === metadata['token_endpoint_auth_method'] || shown.method === 'client_secret_basic',
  }),
  'no-secret-asked': ({ recognise }) => ({
    recognise: (client, shown) => shown.method === 'none' || recognise(client, shown),
  }),
  'any-method': ({ recognise }) => ({
    recognise: (client, shown) =>
      recognise(client, shown) || (shown.secret !== undefined && shown.secret === client.secret),
  }),
  'basic-without-challenge': answers(
    (reply, _method, path) => path === '/token' && reply.status === 401,
    (reply) => ({ ...without(reply, 'www-authenticate'), status: 400 }),
  ),
  'recognises-no-post': ({ recognise }) => ({
    recognise: (client, shown) => shown.method !== 'client_secret_post' && recognise(client, shown),
  }),
  'stranger-is-404': answers(
    (reply, _method, path) => path === '/token' && reply.status === 401,
    () => ({ status: 404, headers: {}, body: '' }),
  ),
  // The metadata document
  'metadata-as-text': answers(
    (_reply, _method, path) => path.startsWith('/.well-known/'),
    (reply) => ({ ...reply, headers: { 'content-type': 'text/plain' } }),
  ),
  'metadata-without-endpoint': ({ metadataDocument }) => ({
    metadataDocument: (registry) => dropped(metadataDocument(registry), 'registration_endpoint'),
  }),
  'unregistered-issuer': ({ metadataDocument }) => ({
    metadataDocument: (registry) => ({ ...metadataDocument(registry), issuer: 'https://another.example' }),
  }),
} satisfies Readonly<Record<string, Change>>;

export type PlainFault = keyof typeof faults;
