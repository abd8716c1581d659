import { suiteName } from './cipher-suites.js';
import { protocolVersions } from './client-hello.js';

/** What a server made of an offer, once that is settled. */
export type ServerReply =
  | { readonly accepted: true; readonly protocol: string; readonly suite: string }
  | { readonly accepted: false; readonly why: string };

const alerts: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  40: 'handshake_failure',
  47: 'illegal_parameter',
  50: 'decode_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  112: 'unrecognized_name',
};

/**
 * Reads what a server sent upon a ClientHello so far; undefined while more has to come. An offer counts as accepted
 * only with the ServerHelloDone: before that the server may still find that it has no key for what it chose.
 */
export function readServerFlight(bytes: Buffer): ServerReply | undefined {
  let messages = Buffer.alloc(0);
  for (let at = 0; at + 5 <= bytes.length;) {
    const [type, length] = [bytes[at], bytes.readUInt16BE(at + 3)];
    if (type !== 21 && type !== 22) return { accepted: false, why: 'an answer that is no TLS' };
    const fragment = bytes.subarray(at + 5, at + 5 + length);
    if (fragment.length < length) break;
    if (type === 21) return refusal(fragment);
    messages = Buffer.concat([messages, fragment]);
    at += 5 + length;
  }
  return readMessages(messages);
}

function readMessages(bytes: Buffer): ServerReply | undefined {
  let chosen: ServerReply | undefined;
  for (let at = 0; at + 4 <= bytes.length;) {
    const [type, length] = [bytes[at], bytes.readUIntBE(at + 1, 3)];
    const body = bytes.subarray(at + 4, at + 4 + length);
    if (body.length < length) return undefined;
    if (type === 2) chosen = readServerHello(body);
    if (type === 14) return chosen;
    at += 4 + length;
  }
  return undefined;
}

/** ServerHello: version, 32 random bytes, session id, suite (RFC 5246 section 7.4.1.3). */
function readServerHello(body: Buffer): ServerReply {
  const suiteAt = 35 + (body[34] ?? 0);
  if (body.length < suiteAt + 2) return { accepted: false, why: 'a ServerHello that is cut short' };
  const version = body.readUInt16BE(0);
  const protocol = Object.entries(protocolVersions).find(([, number]) => number === version)?.[0];
  return {
    accepted: true,
    protocol: protocol ?? `0x${version.toString(16)}`,
    suite: suiteName(body.readUInt16BE(suiteAt)),
  };
}

function refusal(alert: Buffer): ServerReply {
  const description = alert[1] ?? -1;
  return { accepted: false, why: `alert ${alerts[description] ?? ''} (${String(description)})` };
}
