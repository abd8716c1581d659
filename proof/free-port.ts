import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * A port of loopback on which nobody listens at the moment. For what has to be told a port before it listens there: whoever
 * can say 0 does, since the port may be taken meanwhile.
 */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
