/** The configuration of a holder process: a JSON file, checked member by member. */
import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Flow } from './edition.js';
import { isObject } from './json.js';

export type HolderConfig = {
  readonly listen: { readonly host: string; readonly tlsPort: number; readonly mtlsPort: number };
  readonly publicHost: string;
  /** PEM texts. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly clientCa: string;
  readonly clientCrl?: string;
  /** CA for what the holder reads from the Register and from recipients. */
  readonly trust: string;
  readonly register: {
    readonly jwksUri: string;
    /** Key set of the Register's OpenID issuer, which a strict holder never reads. */
    readonly oidcJwksUri?: string;
    /** Below it are the status lists; without it statuses are not followed. */
    readonly baseUri?: string;
  };
  readonly flows: readonly Flow[];
  /** Day of the edition of the standards to obey, ISO date. */
  readonly day: string;
  readonly tokenSeconds: number;
  /** Seconds that a copy of a key set is used. */
  readonly keyCacheSeconds: number;
  /** Seconds to wait for a document of the Register or of a recipient. */
  readonly outboundSeconds: number;
  /** Seconds between two looks at the statuses in the Register. */
  readonly statusPollSeconds: number;
  readonly faults: readonly string[];
  readonly variations: readonly string[];
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads a configuration file; paths in it are relative to `folder`. Throws ConfigError. */
export const parseConfig = (text: string, folder: string, today: string): HolderConfig => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`the configuration is not JSON: ${(error as Error).message}`);
  }
  const root = fields(json, '', knownMembers);
  const listen = fields(root.listen ?? {}, 'listen', ['host', 'tlsPort', 'mtlsPort']);
  const tls = fields(root.tls, 'tls', ['key', 'cert']);
  const register = fields(root.register, 'register', ['jwksUri', 'oidcJwksUri', 'baseUri', 'issuer']);
  const issuer = optional(register.issuer, (value) => textual(value, 'register.issuer'));
  if (issuer !== undefined && issuer !== 'cdr-register') {
    throw new ConfigError(`register.issuer: expected "cdr-register", found ${show(issuer)}`);
  }
  const pem = (value: unknown, name: string): string => readPem(textual(value, name), name, folder);
  const crl = optional(root.clientCrl, (value) => pem(value, 'clientCrl'));
  const jwksUri = httpsUrl(register.jwksUri, 'register.jwksUri');
  const baseUri =
    optional(register.baseUri, (value) => httpsUrl(value, 'register.baseUri')) ?? usualBaseUri(jwksUri);
  const oidc =
    optional(register.oidcJwksUri, (value) => httpsUrl(value, 'register.oidcJwksUri')) ??
    (baseUri === undefined ? undefined : new URL('/idp/.well-known/openid-configuration/jwks', baseUri).href);
  return {
    listen: {
      host: optional(listen.host, (value) => textual(value, 'listen.host')) ?? '127.0.0.1',
      tlsPort: whole(listen.tlsPort ?? 0, 'listen.tlsPort', 65_535),
      mtlsPort: whole(listen.mtlsPort ?? 0, 'listen.mtlsPort', 65_535),
    },
    publicHost: optional(root.publicHost, (value) => textual(value, 'publicHost')) ?? 'localhost',
    tls: { key: pem(tls.key, 'tls.key'), cert: pem(tls.cert, 'tls.cert') },
    clientCa: pem(root.clientCa, 'clientCa'),
    ...(crl === undefined ? {} : { clientCrl: crl }),
    trust: pem(root.trust, 'trust'),
    register: {
      jwksUri,
      ...(oidc === undefined ? {} : { oidcJwksUri: oidc }),
      ...(baseUri === undefined ? {} : { baseUri }),
    },
    flows: list(root.flows ?? ['code'], 'flows', ['code', 'hybrid']) as readonly Flow[],
    day: isoDay(root.now ?? today),
    tokenSeconds: whole(root.tokenSeconds ?? 300, 'tokenSeconds', 86_400),
    outboundSeconds: whole(root.outboundSeconds ?? 5, 'outboundSeconds', 3_600),
    statusPollSeconds: whole(root.statusPollSeconds ?? 150, 'statusPollSeconds', 86_400),
    keyCacheSeconds: whole(root.keyCacheSeconds ?? 0, 'keyCacheSeconds', 86_400),
    faults: list(root.faults ?? [], 'faults'),
    variations: list(root.variations ?? [], 'variations'),
  };
};

const knownMembers: readonly string[] = [
  'listen',
  'publicHost',
  'tls',
  'clientCa',
  'clientCrl',
  'trust',
  'register',
  'flows',
  'now',
  'tokenSeconds',
  'keyCacheSeconds',
  'statusPollSeconds',
  'outboundSeconds',
  'faults',
  'variations',
];

/** The Register publishes its keys and its status lists side by side. */
const usualBaseUri = (jwksUri: string): string | undefined =>
  /^(.*\/cdr-register\/v1)\/jwks$/u.exec(jwksUri)?.[1];

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const fields = (
  value: unknown,
  name: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> => {
  if (!isObject(value))
    throw new ConfigError(`${name || 'the configuration'}: expected an object, found ${show(value)}`);
  const stray = Object.keys(value).find((key) => !known.includes(key));
  if (stray !== undefined) {
    throw new ConfigError(`${name === '' ? '' : `${name}.`}${stray}: unknown; known are ${known.join(', ')}`);
  }
  return value;
};

const optional = <Result>(value: unknown, read: (value: unknown) => Result): Result | undefined =>
  value === undefined ? undefined : read(value);

const textual = (value: unknown, name: string): string => {
  if (typeof value !== 'string' || value === '')
    throw new ConfigError(`${name}: expected text, found ${show(value)}`);
  return value;
};

const whole = (value: unknown, name: string, most: number): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ConfigError(`${name}: expected a whole number from 0 to ${most}, found ${show(value)}`);
};

const list = (value: unknown, name: string, allowed?: readonly string[]): readonly string[] => {
  const sound =
    Array.isArray(value) && value.every((one) => typeof one === 'string' && (allowed?.includes(one) ?? true));
  if (sound && (allowed === undefined || value.length > 0)) return value as readonly string[];
  throw new ConfigError(
    `${name}: expected a list${allowed ? ` out of ${allowed.join(', ')}` : ' of names'}, found ${show(value)}`,
  );
};

const httpsUrl = (value: unknown, name: string): string => {
  const url = textual(value, name);
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new ConfigError(`${name}: expected an https URL, found ${show(url)}`);
  }
  return url;
};

const isoDay = (value: unknown): string => {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) && !Number.isNaN(Date.parse(value))) {
    return value.slice(0, 10);
  }
  throw new ConfigError(`now: expected an ISO date, found ${show(value)}`);
};

const readPem = (path: string, name: string, folder: string): string => {
  try {
    const pem = readFileSync(isAbsolute(path) ? path : resolve(folder, path), 'utf8');
    if (pem.includes('-----BEGIN ')) return pem;
  } catch (error) {
    throw new ConfigError(`${name}: ${(error as Error).message}`);
  }
  throw new ConfigError(`${name}: ${path} is not a PEM file`);
};
