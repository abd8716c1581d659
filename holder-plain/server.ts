import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { faults, type PlainFault } from './faults.js';
import { conformant, secret, type PlainSettings } from './rules.js';
import { answerToken } from './token.js';
import { isProblem, type Call, type PlainClient, type Registry, type Reply, type Rules } from './types.js';

/** A small RFC 7591 server on loopback, which can be given faults. It exists for our own tests. */
export interface PlainServer {
  readonly issuer: string;
  /** How many clients are registered. */
  count(): number;
  stop(): Promise<void>;
}

/** Starts a server that keeps every rule but those that the faults break. */
export async function startPlainServer(
  faultNames: readonly PlainFault[] = [],
  settings: PlainSettings = {},
): Promise<PlainServer> {
  const rules = faultNames.reduce<Rules>(
    (before, name) => ({ ...before, ...faults[name](before) }),
    conformant(settings),
  );
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const registry: Registry = { issuer, clients: new Map() };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await answer(await callOf(request), rules, registry);
    const isText = typeof reply.body === 'string';
    response.writeHead(reply.status, {
      ...(isText ? {} : { 'content-type': 'application/json' }),
      ...reply.headers,
    });
    response.end(isText ? reply.body : JSON.stringify(reply.body));
  }
  return {
    issuer,
    count: () => registry.clients.size,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await Promise.resolve();
    },
  };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };
const unauthorised: Reply = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  body: { error: 'invalid_token' },
};
const plain = (status: number): Reply => ({ status, headers: {}, body: '' });

async function answer(call: Call, rules: Rules, registry: Registry): Promise<Reply> {
  const { method, path } = call;
  if (path === '/.well-known/oauth-authorization-server' && method === 'GET') {
    return rules.finish({ status: 200, headers: {}, body: rules.metadataDocument(registry) }, call);
  }
  if (path === '/token' && method === 'POST') return answerToken(call, rules, registry);
  if (path === '/register' && method === 'POST')
    return rules.finish(await register(call, rules, registry), call);
  const [, id] = /^\/register\/([^/]+)$/.exec(path) ?? [];
  if (id !== undefined) return rules.finish(manage(call, id, rules, registry), call);
  return plain(404);
}

async function register(call: Call, rules: Rules, registry: Registry): Promise<Reply> {
  if (!rules.mayRegister(call.authorization)) return unauthorised;
  const asked = rules.parse(call);
  if (isProblem(asked)) return rules.refuse(asked);
  const stated = await rules.statement(asked);
  if (isProblem(stated)) return rules.refuse(stated);
  const metadata = rules.examine(stated);
  if (isProblem(metadata)) return rules.refuse(metadata);
  const client: PlainClient = {
    id: rules.newId(registry),
    issuedAt: Math.floor(Date.now() / 1000),
    secret: rules.newSecret(metadata),
    token: secret(),
    metadata,
  };
  registry.clients.set(client.id, client);
  return { status: 201, headers: noStore, body: rules.inform(client, registry, 'register') };
}

function manage(call: Call, id: string, rules: Rules, registry: Registry): Reply {
  const client = registry.clients.get(id);
  if (client === undefined || !rules.mayManage(call, client, registry)) return unauthorised;
  switch (call.method) {
    case 'GET':
      return { status: 200, headers: noStore, body: rules.inform(client, registry, 'read') };
    case 'PUT': {
      const asked = rules.parse(call);
      const updated = isProblem(asked) ? asked : rules.update(client, asked, rules);
      if (isProblem(updated)) return rules.refuse(updated);
      registry.clients.set(id, updated);
      return { status: 200, headers: noStore, body: rules.inform(updated, registry, 'update') };
    }
    case 'DELETE':
      rules.remove(client, registry);
      return { status: 204, headers: noStore, body: '' };
    default:
      return plain(405);
  }
}
