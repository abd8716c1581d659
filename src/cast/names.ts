/** The JWS algorithms (RFC 7518, RFC 8037) that someone of the cast can sign with. */
export type SignatureAlgorithm = 'PS256' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';

/**
 * Who signs with what. `next` keys come in when their owner rotates; `register-token` is the key of the Register's
 * OpenID issuer, which must never verify an SSA; ES384, ES512 and EdDSA are algorithms that the CDR forbids.
 */
export const signingKeys = {
  'register-ps256': 'PS256',
  'register-next-ps256': 'PS256',
  'register-es256': 'ES256',
  'register-token-ps256': 'PS256',
  'recipient-ps256': 'PS256',
  'recipient-es256': 'ES256',
  'recipient-next-ps256': 'PS256',
  'recipient-es384': 'ES384',
  'recipient-es512': 'ES512',
  'recipient-eddsa': 'EdDSA',
  'neighbour-ps256': 'PS256',
  'neighbour-es256': 'ES256',
  'stranger-ps256': 'PS256',
  'stranger-es256': 'ES256',
  /** Signs the manifest of an evidence bundle, and nothing that is sent. */
  'evidence-es256': 'ES256',
} as const satisfies Readonly<Record<string, SignatureAlgorithm>>;

export type SigningKeyName = keyof typeof signingKeys;

/** Who owns an RSA key pair for TLS. */
export const tlsKeyNames = [
  'register-authority',
  'foreign-authority',
  'intermediate-authority',
  'recipient',
  'neighbour',
  'stranger',
  'host',
  'holder',
] as const;

export type TlsKeyName = (typeof tlsKeyNames)[number];

/** Who signs a certificate. The neighbour may not, and that is the point of `leaf-issued`. */
type Issuer =
  | 'register-authority'
  | 'foreign-authority'
  | 'namesake-authority'
  | 'intermediate-authority'
  | 'neighbour'
  | 'itself';

export interface CertificateSpec {
  readonly commonName: string;
  readonly issuer: Issuer;
  readonly key: TlsKeyName;
  readonly usage: 'authority' | 'client' | 'server';
  readonly window: 'current' | 'past' | 'future';
  /** The issuer's certificate is sent after the leaf. */
  readonly sendsIssuer?: true;
}

const client = {
  commonName: 'recipient',
  issuer: 'register-authority',
  key: 'recipient',
  usage: 'client',
  window: 'current',
} as const;
const server = { issuer: 'register-authority', usage: 'server', window: 'current' } as const;

/** Certificates that sign others. */
export const authorities = {
  'register-authority': {
    commonName: 'dcr-conformance Register CA',
    issuer: 'itself',
    key: 'register-authority',
    usage: 'authority',
    window: 'current',
  },
  'foreign-authority': {
    commonName: 'dcr-conformance foreign CA',
    issuer: 'itself',
    key: 'foreign-authority',
    usage: 'authority',
    window: 'current',
  },
  /** Nobody trusts it, though it bears the name of the Register's. */
  'namesake-authority': {
    commonName: 'dcr-conformance Register CA',
    issuer: 'itself',
    key: 'foreign-authority',
    usage: 'authority',
    window: 'current',
  },
  /** Signed by the Register's, but never sent along. */
  'intermediate-authority': {
    commonName: 'dcr-conformance intermediate CA',
    issuer: 'register-authority',
    key: 'intermediate-authority',
    usage: 'authority',
    window: 'current',
  },
} as const satisfies Readonly<Record<string, CertificateSpec>>;

/**
 * Whom a TLS end can be. The unacceptable clients (`expired` to `leaf-issued`) have the recipient's key and name, so that
 * exactly one thing is wrong with each.
 */
export const tlsIdentities = {
  recipient: client,
  neighbour: { ...client, commonName: 'neighbour', key: 'neighbour' },
  stranger: { ...client, commonName: 'stranger', key: 'stranger', issuer: 'foreign-authority' },
  expired: { ...client, window: 'past' },
  'not-yet-valid': { ...client, window: 'future' },
  'self-signed': { ...client, issuer: 'itself' },
  'server-only': { ...client, usage: 'server' },
  revoked: client,
  namesake: { ...client, issuer: 'namesake-authority' },
  'no-intermediate': { ...client, issuer: 'intermediate-authority' },
  'leaf-issued': { ...client, issuer: 'neighbour', sendsIssuer: true },
  host: { ...server, commonName: 'host', key: 'host' },
  holder: { ...server, commonName: 'holder', key: 'holder' },
} as const satisfies Readonly<Record<string, CertificateSpec>>;

export type TlsIdentityName = keyof typeof tlsIdentities;
export type CertificateName = TlsIdentityName | keyof typeof authorities;

/** Every certificate by name; authorities come first because the others need them. */
export const certificates: Readonly<Record<CertificateName, CertificateSpec>> = {
  ...authorities,
  ...tlsIdentities,
};

/** The names of a record, typed. */
export function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record) as Name[];
}

/** Addresses for which the server identities are valid. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '::1'];
