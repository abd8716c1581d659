// Better Auth with its OAuth provider plug-in, open registration on and rate limits off; tables in memory.
import { oauthProvider } from '@better-auth/oauth-provider';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { getAuthTables } from 'better-auth/db';
import { toNodeHandler } from 'better-auth/node';
import { jwt } from 'better-auth/plugins';

import { announce, close, installedVersion, openPort, stopWhenTold } from '../lib/serve.mjs';

const { server, origin } = await openPort();
const plugins = [
  jwt(),
  oauthProvider({
    loginPage: '/sign-in',
    consentPage: '/consent',
    allowDynamicClientRegistration: true,
    allowUnauthenticatedClientRegistration: true,
    silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
  }),
];
const tables = Object.fromEntries(
  Object.values(getAuthTables({ plugins })).map(({ modelName }) => [modelName, []]),
);
const auth = betterAuth({
  baseURL: origin,
  secret: 'only-for-a-server-that-lives-for-one-test-run',
  database: memoryAdapter(tables),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins,
});
server.on('request', toNodeHandler(auth));
stopWhenTold(() => close(server));
const issuer = `${origin}/api/auth`;
announce({
  version: installedVersion('@better-auth/oauth-provider'),
  issuer,
  discovery: `${issuer}/.well-known/openid-configuration`,
  registration: `${issuer}/oauth2/register`,
});
