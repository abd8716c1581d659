// Stock oidc-provider: nothing but switches of its own documentation turned on.
import Provider from 'oidc-provider';

import { announce, close, installedVersion, openPort, stopWhenTold } from '../lib/serve.mjs';

const { server, origin } = await openPort();
const provider = new Provider(origin, {
  features: {
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
  },
});
server.on('request', provider.callback());
stopWhenTold(() => close(server));
announce({
  version: installedVersion('oidc-provider'),
  issuer: origin,
  discovery: `${origin}/.well-known/openid-configuration`,
  registration: `${origin}/reg`,
});
