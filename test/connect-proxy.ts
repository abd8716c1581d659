import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ProxyManner {
  /** The only names that this proxy knows; all of them are this machine. */
  readonly names: readonly string[];
  /** `user:password` that it insists on. */
  readonly credentials?: string;
  /** Answers every CONNECT with this status. */
  readonly refuse?: number;
  /** Answers 403 to every CONNECT after this many. */
  readonly most?: number;
  /** Takes a CONNECT and never answers. */
  readonly silent?: true;
  /** Key and certificate: the proxy is spoken to over TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface ConnectProxy {
  readonly port: number;
  /** What was asked for, `host:port` each, in order; and what else than CONNECT came. */
  readonly tunnels: readonly string[];
  readonly others: readonly string[];
  /** What the client sent first through each tunnel. */
  readonly firstBytes: readonly Buffer[];
  stop(): Promise<void>;
}

/** A forward proxy (RFC 9110 section 9.3.6) on loopback, at a port of its own. */
export async function startProxy(manner: ProxyManner): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const others: string[] = [];
  const firstBytes: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = manner.tls === undefined ? createServer() : createTlsServer(manner.tls);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  server.on('request', (request: IncomingMessage, response) => {
    others.push(`${String(request.method)} ${String(request.url)}`);
    response.writeHead(501).end();
  });
  const statusFor = (request: IncomingMessage, host: string): number => {
    // RFC 9110 section 7.2.
    if (request.headers.host !== request.url) return 400;
    const wanted = manner.credentials;
    const basic = `Basic ${Buffer.from(wanted ?? '').toString('base64')}`;
    if (wanted !== undefined && request.headers['proxy-authorization'] !== basic) return 407;
    if (tunnels.length > (manner.most ?? Infinity)) return 403;
    if (manner.refuse !== undefined) return manner.refuse;
    return manner.names.includes(host) ? 200 : 503;
  };
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const authority = request.url ?? '';
    tunnels.push(authority);
    client.on('error', () => undefined);
    if (manner.silent === true) return;
    const { hostname, port } = new URL(`http://${authority}`);
    const status = statusFor(request, hostname);
    if (status !== 200) {
      const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="proxy"\r\n' : '';
      client.end(`HTTP/1.1 ${String(status)} No\r\n${challenge}Content-Length: 2\r\n\r\nno`);
      return;
    }
    const behind = connect({ host: '127.0.0.1', port: Number(port === '' ? 80 : port) });
    behind.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.once('data', (bytes: Buffer) => firstBytes.push(bytes));
      client.pipe(behind).pipe(client);
    });
    behind.once('error', () => client.end('HTTP/1.1 503 No\r\n\r\n'));
    client.once('close', () => behind.destroy());
    behind.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ...{ tunnels, others, firstBytes },
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
