/** Translates between Koa, under which the provider runs, and our Ask and Reply. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { thumbprintOf } from './authorisation-server.js';
import { certificateVerdict } from './client-certificate.js';
import type { Ask, Reply } from './exchange.js';
import { inFlight, type InFlight } from './provider-adapter.js';
import { Refusal } from './refusal.js';
import type { Rules } from './rules/types.js';

/** The request on a Koa context. A socket with an unacceptable certificate is closed unless http refuses it. */
export const readAsk = (ctx: KoaContextWithOIDC, mtlsPort: number, rules: Rules): Ask => {
  const { req } = ctx;
  const socket = req.socket instanceof TLSSocket ? req.socket : undefined;
  const listener = socket?.localPort === mtlsPort ? 'mtls' : 'tls';
  const verdict = listener === 'mtls' && socket ? certificateVerdict(socket, rules) : 'accepted';
  if (verdict === 'close') req.socket.destroy();
  return {
    listener,
    method: req.method ?? '',
    path: (req.url ?? '').split('?')[0] ?? '',
    query: new URLSearchParams((req.url ?? '').split('?')[1] ?? ''),
    // A copy: the provider is told other headers than the caller sent.
    headers: { ...req.headers },
    authorization: headerValues(req, 'authorization'),
    thumbprint: listener === 'mtls' ? thumbprintOf(socket?.getPeerX509Certificate()) : undefined,
    certificateAccepted: verdict === 'accepted',
    body: (limit) => readBody(req, limit),
  };
};

const headerValues = ({ rawHeaders }: IncomingMessage, name: string): readonly string[] =>
  rawHeaders.filter((_value, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);

/** Beyond the limit the body is read on but not kept, so that the caller hears the refusal; then it is cut off. */
const drainLimit = 16 * 1024 * 1024;

const readBody = async (req: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    if (size > drainLimit) break;
  }
  if (size > limit) throw new Refusal(413, 'invalid_client_metadata', 'the body is too large', 'http');
  return Buffer.concat(chunks);
};

/** Lets the provider serve the request at `path` and takes its answer; with a form, as a form request. */
export const relay = async (
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
  path: string,
  token?: { readonly form: URLSearchParams; readonly request: InFlight },
): Promise<Reply> => {
  ctx.url = path;
  ctx.req.headers.accept = 'application/json';
  if (token !== undefined) {
    delete ctx.req.headers.authorization;
    ctx.method = 'POST';
    ctx.req.headers['content-type'] = 'application/x-www-form-urlencoded';
    // The stream is consumed: the provider falls back to a body that was read before it, if there is said to be one.
    const form = token.form.toString();
    ctx.req.headers['content-length'] = String(Buffer.byteLength(form));
    Object.assign(ctx.req, { body: form });
    await inFlight.run(token.request, next);
  } else {
    await next();
  }
  const headers = Object.fromEntries(
    Object.entries(ctx.response.headers).flatMap(([name, value]) =>
      value === undefined || name === 'content-length' ? [] : [[name, String(value)]],
    ),
  );
  const body: unknown = ctx.body;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return { status: ctx.status, headers, body: ['', '""'].includes(text) ? undefined : text };
};

/** Writes the reply past Koa, exactly as it is; its length is stated unless it comes in chunks. */
export const send = (ctx: KoaContextWithOIDC, reply: Reply): void => {
  ctx.respond = false;
  const { res } = ctx;
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  const chunked = Object.keys(reply.headers).some((name) => name.toLowerCase() === 'transfer-encoding');
  const length =
    reply.body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(reply.body)) };
  res.writeHead(reply.status, { ...reply.headers, ...length });
  res.end(ctx.req.method === 'HEAD' ? undefined : reply.body);
};
