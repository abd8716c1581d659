// The auth router of the MCP SDK with its own in-memory demo provider, as an MCP server of the tutorials has it.
import { DemoInMemoryAuthProvider } from '@modelcontextprotocol/sdk/examples/server/demoInMemoryOAuthProvider.js';
import { mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import express from 'express';

import { announce, close, installedVersion, openPort, stopWhenTold } from '../lib/serve.mjs';

const { server, origin } = await openPort();
const app = express();
app.use(
  mcpAuthRouter({
    provider: new DemoInMemoryAuthProvider(),
    issuerUrl: new URL(origin),
    scopesSupported: ['mcp:tools'],
    // The default allows 20 registrations an hour: good for a server, too few to test it.
    clientRegistrationOptions: { rateLimit: false },
    tokenOptions: { rateLimit: false },
    authorizationOptions: { rateLimit: false },
  }),
);
server.on('request', app);
stopWhenTold(() => close(server));
announce({
  version: installedVersion('@modelcontextprotocol/sdk'),
  issuer: `${origin}/`,
  discovery: `${origin}/.well-known/oauth-authorization-server`,
  registration: `${origin}/register`,
});
