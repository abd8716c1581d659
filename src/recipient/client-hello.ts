import { cipherSuites } from './cipher-suites.js';

/** Protocol versions before TLS 1.3, by their number on the wire (RFC 5246 appendix E, RFC 6101). */
export const protocolVersions = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
} as const;

export type ProtocolVersion = keyof typeof protocolVersions;

/** What a client puts on the table. */
export interface Offer {
  readonly version: ProtocolVersion;
  /** IANA names, each of `cipherSuites`. */
  readonly suites: readonly string[];
  /** DNS name of the server; none for an address. */
  readonly serverName?: string;
}

/**
 * The bytes of a ClientHello in its record (RFC 5246 section 7.4.1.2). Made by hand, because no current TLS library
 * still offers what a probe has to offer: SSL 3.0, RC4, export and anonymous suites.
 */
export function clientHello(offer: Offer, random: Uint8Array): Buffer {
  const version = protocolVersions[offer.version];
  // 0x00ff is no suite: it says that renegotiation is secure (RFC 5746 section 3.3).
  const suites = [...offer.suites.map(numberOf), 0x00ff].map((number) => u16(number));
  const body = Buffer.concat([
    u16(version),
    random,
    vector(1, []),
    vector(2, suites),
    vector(1, [Buffer.from([0])]),
    ...(offer.version === 'SSLv3' ? [] : [vector(2, extensions(offer))]),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  // The record carries the oldest version: servers decide by the one inside (RFC 5246 appendix E.1).
  return Buffer.concat([Buffer.from([22]), u16(Math.min(version, 0x0301)), sized(2, handshake)]);
}

function numberOf(suite: string): number {
  const number = cipherSuites[suite];
  if (number === undefined) throw new RangeError(`no cipher suite is called '${suite}'`);
  return number;
}

function extensions({ version, serverName }: Offer): readonly Buffer[] {
  const groups = [29, 23, 24, 25, 256, 257].map(u16);
  const schemes = [
    0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0403, 0x0503, 0x0603, 0x0201, 0x0203,
  ].map(u16);
  const name = Buffer.from(serverName ?? '', 'ascii');
  return [
    ...(serverName === undefined ? [] : [extension(0, vector(2, [Buffer.from([0]), sized(2, name)]))]),
    extension(10, vector(2, groups)),
    extension(11, vector(1, [Buffer.from([0])])),
    ...(version === 'TLSv1.2' ? [extension(13, vector(2, schemes))] : []),
    extension(23, Buffer.alloc(0)),
  ];
}

const extension = (type: number, data: Buffer): Buffer => Buffer.concat([u16(type), sized(2, data)]);
const vector = (bytes: 1 | 2, items: readonly Buffer[]): Buffer => sized(bytes, Buffer.concat(items));

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function sized(bytes: 1 | 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
}
