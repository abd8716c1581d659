// Glewlwyd from Debian with its OIDC plug-in, open registration and RFC 7592 management.
import { debianVersion } from '../lib/debian.mjs';
import { announce, stopWhenTold } from '../lib/serve.mjs';
import { startGlewlwyd } from './glewlwyd.mjs';

const { issuer, stop } = await startGlewlwyd({ scopes: ['scope1'] });
stopWhenTold(stop);
announce({
  version: debianVersion('glewlwyd'),
  issuer,
  discovery: `${issuer}/.well-known/openid-configuration`,
  registration: `${issuer}/register`,
});
