import { Agent, type Dispatcher, errors, request } from 'undici';

/** What the holder insists on when it reads a document of the Register or of a recipient. */
export type OutboundRules = {
  readonly schemes: readonly string[];
  readonly followRedirects: boolean;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Whether the peer's certificate must chain to the configured authority and name the host. */
  readonly verifyPeer: boolean;
  readonly mediaType: RegExp;
};

export const strictOutbound: OutboundRules = {
  schemes: ['https:'],
  followRedirects: false,
  maxBytes: 256 * 1024,
  timeoutMs: 5000,
  verifyPeer: true,
  mediaType: /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu,
};

/** A document that could not be had; the message is plain ASCII and names the reason, not the address. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}

export type ReadJson = (url: string, rules: OutboundRules) => Promise<unknown>;

/** A JSON document and its validator; `document` is undefined if it has not changed (304). */
export type Versioned = { readonly document: unknown; readonly etag: string | undefined };

export type ReadVersioned = (
  url: string,
  rules: OutboundRules,
  headers: Readonly<Record<string, string>>,
) => Promise<Versioned>;

export type Outbound = {
  readonly readJson: ReadJson;
  readonly readVersioned: ReadVersioned;
  readonly close: () => Promise<void>;
};

/** Reads JSON documents over TLS, trusting `ca` (PEM). */
export const createOutbound = (ca: string): Outbound => {
  const agents = [true, false].map(
    (rejectUnauthorized) => new Agent({ keepAliveTimeout: 2000, connect: { ca, rejectUnauthorized } }),
  );

  const readVersioned: ReadVersioned = async (url, rules, headers) => {
    const dispatcher = agents[rules.verifyPeer ? 0 : 1] as Agent;
    const signal = AbortSignal.timeout(rules.timeoutMs);
    try {
      return await read(url, rules, { dispatcher, signal, headers }, rules.followRedirects ? 3 : 0);
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      throw new OutboundError(signal.aborted ? 'no answer in time' : 'the host could not be read', {
        cause: error,
      });
    }
  };

  const readJson: ReadJson = async (url, rules) => (await readVersioned(url, rules, {})).document;

  return {
    readJson,
    readVersioned,
    close: async () => {
      await Promise.all(agents.map((agent) => agent.destroy()));
    },
  };
};

const read = async (
  url: string,
  rules: OutboundRules,
  how: {
    readonly dispatcher: Agent;
    readonly signal: AbortSignal;
    readonly headers: Readonly<Record<string, string>>;
  },
  hops: number,
): Promise<Versioned> => {
  if (!URL.canParse(url) || !rules.schemes.includes(new URL(url).protocol)) {
    throw new OutboundError('the address is not an https URL');
  }
  const response = await requestAgain(url, {
    ...how,
    headers: { accept: 'application/json', ...how.headers },
  });
  const { location, etag, 'content-type': mediaType } = response.headers;
  const validator = typeof etag === 'string' ? etag : undefined;
  if (response.statusCode >= 300 && response.statusCode < 400 && hops > 0 && typeof location === 'string') {
    await response.body.dump();
    return read(new URL(location, url).href, rules, how, hops - 1);
  }
  if (response.statusCode === 304) {
    await response.body.dump();
    return { document: undefined, etag: validator };
  }
  if (response.statusCode !== 200) return abandon(response, 'the answer is not 200');
  if (typeof mediaType !== 'string' || !rules.mediaType.test(mediaType)) {
    return abandon(response, 'the answer is not JSON');
  }
  return { document: parse(await collect(response, rules.maxBytes)), etag: validator };
};

/** A connection kept alive may have been closed in the meantime: one more attempt is due (RFC 9112 section 9.3.1). */
const requestAgain: typeof request = async (...asked) => {
  try {
    return await request(...asked);
  } catch (error) {
    if (error instanceof errors.SocketError) return request(...asked);
    throw error;
  }
};

const abandon = (response: Dispatcher.ResponseData, reason: string): never => {
  response.body.on('error', () => undefined).destroy();
  throw new OutboundError(reason);
};

const collect = async (response: Dispatcher.ResponseData, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return abandon(response, 'the document is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new OutboundError('the answer is not JSON');
  }
};
