import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { Provider } from 'oidc-provider';

/**
 * Stock oidc-provider with registration and its management switched on, and nothing else: a server that nobody here
 * wrote, which guards against false alarms. Prints its issuer; ends when its standard input does.
 */
const server = createServer();
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
const provider = new Provider(issuer, {
  features: {
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
  },
});
server.on('request', (request, response) => void provider.callback()(request, response));
process.stdout.write(`${issuer}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
