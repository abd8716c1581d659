// workers-oauth-provider under plain Node: an authorization server with dynamic registration, keys and values in memory.
import { register } from 'node:module';

import { announce, close, installedVersion, openPort, stopWhenTold } from '../lib/serve.mjs';
import { webListener } from '../lib/web.mjs';
import { keyValueStore } from './key-value-store.mjs';

register('./platform.mjs', import.meta.url);
const { OAuthProvider } = await import('@cloudflare/workers-oauth-provider');

const { server, origin } = await openPort();
const text = (body, status) => ({ fetch: async () => new Response(body, { status }) });
const provider = new OAuthProvider({
  apiRoute: '/mcp',
  apiHandler: text('{}', 200),
  defaultHandler: text('not found', 404),
  authorizeEndpoint: `${origin}/authorize`,
  tokenEndpoint: `${origin}/oauth/token`,
  clientRegistrationEndpoint: `${origin}/oauth/register`,
  scopesSupported: ['mcp:read'],
  resourceMetadata: { resource: `${origin}/mcp`, authorization_servers: [origin] },
});
const environment = { OAUTH_KV: keyValueStore() };
const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
server.on(
  'request',
  webListener((request) => provider.fetch(request, environment, context), origin),
);
stopWhenTold(() => close(server));
announce({
  version: installedVersion('@cloudflare/workers-oauth-provider'),
  issuer: origin,
  discovery: `${origin}/.well-known/oauth-authorization-server`,
  registration: `${origin}/oauth/register`,
});
