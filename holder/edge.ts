/** The edge: every request to the holder passes here before the OAuth server underneath sees it. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { AuthorisationServer, ServerKeys } from './authorisation-server.js';
import { authorise } from './bearer.js';
import type { Context } from './context.js';
import { providerMetadata } from './discovery.js';
import { type Ask, jsonReply, type Reply } from './exchange.js';
import { isObject, type JsonObject } from './json.js';
import { readAsk, relay, send } from './koa-exchange.js';
import { deleteRegistration, readRegistration, updateRegistration } from './management.js';
import { Refusal } from './refusal.js';
import { createRegistration } from './registration.js';
import type { Resource } from './rules/types.js';
import { serveTokenRequest } from './token-endpoint.js';

export type Edge = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

export type EdgeParts = {
  readonly context: () => Context;
  readonly server: AuthorisationServer;
  readonly keys: ServerKeys;
  readonly mtlsPort: number;
  readonly log: (line: string) => void;
};

/** Paths that authenticate the client at the token endpoint's rules. */
const clientPaths: readonly string[] = ['/token', '/token/revocation', '/token/introspection', '/request'];

export const createEdge =
  (parts: EdgeParts): Edge =>
  async (ctx, next) => {
    const context = parts.context();
    const ask = readAsk(ctx, parts.mtlsPort, context.rules);
    const given = await answer(ask, context, parts, ctx, next);
    const reply = given === 'relayed' ? given : context.rules.everyReply(given, ask);
    const wait = context.rules.delay(ask);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    parts.log(`${ask.method} ${ask.path} ${reply === 'relayed' ? ctx.status : reply.status}`);
    if (reply !== 'relayed') send(ctx, reply);
  };

type Answer = Reply | 'relayed';

const answer = async (
  ask: Ask,
  context: Context,
  parts: EdgeParts,
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<Answer> => {
  try {
    if (!ask.certificateAccepted) {
      throw new Refusal(403, 'access_denied', 'a client certificate of the CDR is needed', 'http');
    }
    const { pathPrefix } = context.rules;
    if (!ask.path.startsWith(pathPrefix)) return notFound;
    const path = ask.path.slice(pathPrefix.length);
    return ask.listener === 'tls'
      ? await plainAnswer(path, ask, context, parts, ctx, next)
      : await mutualAnswer(path, ask, context, parts, ctx, next);
  } catch (error) {
    return refused(error, ask, context, parts);
  }
};

const notFound: Reply = jsonReply(404, { error: 'not_found', error_description: 'no such resource' });

/** Discovery, keys and the front channel: no client certificate is asked for. */
const plainAnswer = async (
  path: string,
  ask: Ask,
  context: Context,
  parts: EdgeParts,
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<Answer> => {
  if (path === '/auth' || path.startsWith('/auth/')) {
    ctx.url = path + ctx.search;
    await next();
    return 'relayed';
  }
  const published: Readonly<Record<string, (document: JsonObject) => unknown>> = {
    '/.well-known/openid-configuration': (document) => providerMetadata(document, context),
    '/jwks': (document) => publishedKeys(document, context, parts.keys),
  };
  const publish = Object.hasOwn(published, path) ? published[path] : undefined;
  if (publish !== undefined) {
    if (ask.method !== 'GET' && ask.method !== 'HEAD') {
      return { status: 405, headers: { allow: 'GET, HEAD' }, body: undefined };
    }
    const document = await relay(ctx, next, path);
    const body: unknown = JSON.parse(document.body ?? '{}');
    return context.rules.plainReply(jsonReply(200, publish(isObject(body) ? body : {}), {}), ask);
  }
  if (resourceOf(path) !== undefined || clientPaths.includes(path)) {
    throw new Refusal(403, 'access_denied', 'this endpoint is served over mutual TLS only', 'http');
  }
  return notFound;
};

const publishedKeys = (document: JsonObject, { rules }: Context, keys: ServerKeys): JsonObject => {
  const listed = Array.isArray(document.keys) ? document.keys.filter(isObject) : [];
  return { keys: rules.publishedKeys(listed, keys.signing[0] ?? {}) };
};

/** Token, registration and management: over mutual TLS. */
const mutualAnswer = async (
  path: string,
  ask: Ask,
  context: Context,
  parts: EdgeParts,
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<Answer> => {
  if (clientPaths.includes(path)) {
    return serveTokenRequest(
      ask,
      path === '/token' ? 'token' : 'other',
      context,
      parts.keys,
      (form, request) => relay(ctx, next, path, { form, request }),
    );
  }
  if (path === '/me') {
    ctx.url = path;
    await next();
    return 'relayed';
  }
  const resource = resourceOf(path);
  return resource === undefined ? notFound : registrationAnswer(path, resource, ask, context, parts);
};

const resourceOf = (path: string): Resource | undefined => {
  if (path === '/register') return 'collection';
  return path.startsWith('/register/') ? 'registration' : undefined;
};

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const registrationAnswer = async (
  path: string,
  resource: Resource,
  ask: Ask,
  context: Context,
  { server }: EdgeParts,
): Promise<Reply> => {
  const { rules } = context;
  const operation = rules.operation(ask.method, resource);
  if (operation === undefined) {
    return rules.methodNotAllowed(
      ask,
      methods.filter((method) => rules.operation(method, resource) !== undefined),
    );
  }
  rules.head(ask.headers, operation);
  if (operation === 'create') return createRegistration(ask, context, server.acceptable);
  const clientId = clientIdOf(path);
  await authorise(ask, clientId, operation, context);
  if (operation === 'read') return readRegistration(clientId, context);
  if (operation === 'update') return updateRegistration(ask, clientId, context, server.acceptable);
  return deleteRegistration(clientId, context);
};

const clientIdOf = (path: string): string => {
  const segment = path.slice('/register/'.length);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no client has such an id
  }
};

const refused = (error: unknown, ask: Ask, { rules }: Context, { log }: EdgeParts): Reply => {
  if (error instanceof Refusal) {
    const body = { error: rules.refusalCode(error), error_description: error.message };
    const reply = jsonReply(error.status, body);
    return rules.refusalReply({ ...reply, headers: { ...reply.headers, ...error.headers } }, error, ask);
  }
  log(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return jsonReply(500, { error: 'server_error' });
};
