import type { IncomingMessage } from 'node:http';
import { Agent, request as send } from 'node:https';
import { TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';

import type { Cast, TlsIdentity } from '../../src/cast/cast.js';
import type { Honest } from './behaviour.js';

/** The way to the holder behind: whoever came with a certificate of the cast goes on with the same one. */
export interface Upstream {
  ask(request: IncomingMessage, body: Buffer, url: string): Promise<Honest>;
  close(): void;
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

export function openUpstream(cast: Cast, trust: string): Upstream {
  const identities = new Map<string, TlsIdentity>(
    cast.identityNames.map((name) => {
      const identity = cast.identity(name);
      return [new X509Certificate(identity.certificatePem).fingerprint256, identity];
    }),
  );
  const agents = new Map<string, Agent>();
  const agentFor = (fingerprint: string): Agent => {
    const identity = identities.get(fingerprint);
    const own = identity === undefined ? {} : { key: identity.keyPem, cert: identity.certificatePem };
    const agent = agents.get(fingerprint) ?? new Agent({ keepAlive: true, ca: trust, ...own });
    agents.set(fingerprint, agent);
    return agent;
  };
  return {
    ask: (request, body, url) =>
      new Promise((resolve, reject) => {
        const { socket } = request;
        const fingerprint =
          socket instanceof TLSSocket ? (socket.getPeerCertificate().fingerprint256 ?? '') : '';
        const onward = send(url, {
          method: request.method ?? 'GET',
          headers: { ...request.headers, host: new URL(url).host },
          agent: agentFor(fingerprint),
        });
        onward.once('error', reject).once('response', (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject).once('end', () => {
            resolve({
              status: answer.statusCode ?? 502,
              fields: pairs(answer.rawHeaders).filter(([name]) => !hopByHop.has(name.toLowerCase())),
              body: Buffer.concat(chunks),
            });
          });
        });
        onward.end(body);
      }),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function pairs(flat: readonly string[]): (readonly [string, string])[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
}
