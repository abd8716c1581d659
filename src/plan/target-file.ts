import { dirname, isAbsolute, join } from 'node:path';
import { withoutBrackets } from '../nouns/address.js';
import { TargetError } from '../nouns/errors.js';
import { isSafeUrl } from '../nouns/safe-url.js';
import { showPlace } from '../nouns/place.js';
import type { Flow } from '../nouns/requirement.js';
import type { JsonObject } from '../nouns/json.js';
import type {
  HostSettings,
  IdentitySettings,
  Limits,
  OutsideRegister,
  RegisterApi,
  RegistrationOptions,
  SoftwareStatementOptions,
  Source,
  Target,
  Waiver,
  Whereabouts,
} from '../nouns/target.js';
import { below } from '../scenario/json-pointer.js';
import { inFileOrder, type Problem } from '../scenario/problem.js';
import { located, schemaCheck, type Fault } from '../scenario/schema-check.js';
import { parseYaml } from '../scenario/yaml-file.js';
import { interpolate, type Environment } from './interpolate.js';
import { targetSchema } from './target-schema.js';

interface RawTarget {
  readonly name: string;
  readonly profile?: string;
  readonly embedded?: { readonly faults?: readonly string[]; readonly variations?: readonly string[] } | null;
  readonly discovery?: string;
  readonly issuer?: string;
  readonly brand?: string;
  readonly url?: string;
  readonly endpoints?: {
    readonly issuer: string;
    readonly registration: string;
    readonly token: string;
    readonly jwks?: string;
    readonly metadata?: JsonObject;
  };
  readonly trust?: readonly string[];
  readonly insecure?: boolean;
  readonly identity?: {
    readonly certificate?: RawSource;
    readonly key?: RawSource;
    readonly signing?: readonly RawSource[];
  };
  readonly register?: 'own' | RawRegister;
  readonly host?: Omit<HostSettings, 'listen' | 'plain'> & {
    readonly listen?: string;
    readonly tls?: 'on' | 'off';
  };
  readonly registration?: RawRegistration;
  readonly asOf?: string;
  readonly flows?: readonly Flow[];
  readonly capabilities?: Readonly<Record<string, boolean>>;
  readonly consent?: Readonly<Record<string, boolean>>;
  readonly limits?: Partial<Limits>;
  readonly strict?: boolean;
  readonly waivers?: readonly Omit<Waiver, 'line'>[];
}

interface RawRegister {
  readonly api?: Omit<RegisterApi, 'kind' | 'industry' | 'ssaVersion' | 'brandId'> & {
    readonly brand: string;
    readonly industry?: string;
    readonly ssaVersion?: number;
  };
  readonly files?: readonly RawSource[];
  readonly trust?: readonly string[];
  readonly jwks?: string;
}

interface RawRegistration {
  readonly initialAccessToken?: RawSource;
  readonly redirectUris?: readonly string[];
  readonly scope?: string;
  readonly grantTypes?: readonly string[];
  readonly authMethod?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly metadata?: JsonObject;
  readonly softwareStatement?: {
    readonly statement?: RawSource;
    readonly issuer?: string;
    readonly always?: boolean;
  };
}

type RawSource = string | { readonly env: string };

/**
 * Reads a target file. `asOf` is a day, or still the version of an edition: `makePlan`, which knows the ledger, makes
 * it a day. Paths of PEM files become relative to where `file` is. Raises TargetError with every fault, one a line.
 */
export function readTarget(
  text: string,
  file: string,
  context: { readonly today: string; readonly env: Environment },
): Target {
  const parsed = parseYaml(text, file);
  if ('problems' in parsed) throw targetError(parsed.problems);
  const { yaml } = parsed;
  const filled = interpolate(yaml.value, context.env);
  const [check] = schemaCheck(targetSchema);
  const misshapen = filled.faults.length > 0 ? filled.faults : (check?.(filled.value) ?? []);
  if (misshapen.length > 0) throw targetError(located(misshapen, yaml));
  const raw = filled.value as unknown as RawTarget;
  const impossible = outOfRange(raw);
  if (impossible.length > 0) throw targetError(located(impossible, yaml));
  const nearFile = (path: string): string => (isAbsolute(path) ? path : join(dirname(file), path));
  return {
    name: raw.name,
    file,
    profile: raw.profile ?? 'cdr-au',
    where: whereabouts(raw),
    trust: (raw.trust ?? []).map(nearFile),
    ...(raw.insecure === true ? { insecure: true } : {}),
    ...(raw.identity === undefined ? {} : { identity: identitySettings(raw.identity, nearFile) }),
    ...outsideRegister(raw.register, nearFile),
    host: hostSettings(raw.host ?? {}, nearFile),
    registration: registrationOptions(raw.registration ?? {}, nearFile),
    asOf: raw.asOf === undefined || raw.asOf === 'today' ? context.today : raw.asOf,
    ...(raw.flows === undefined ? {} : { flows: raw.flows }),
    capabilities: raw.capabilities ?? {},
    consent: raw.consent ?? {},
    limits: { requestMs: 10_000, bodyBytes: 1_048_576, retryAfterMs: 30_000, ...raw.limits },
    strict: raw.strict ?? false,
    waivers: (raw.waivers ?? []).map((waiver, index) => ({
      ...waiver,
      line: yaml.keyAt(below('/waivers', index)).line,
    })),
  };
}

function whereabouts({ embedded, discovery, issuer, brand, endpoints, url }: RawTarget): Whereabouts {
  if (url !== undefined) return { kind: 'url', url };
  if (discovery !== undefined) return { kind: 'discovery', url: discovery };
  if (issuer !== undefined) return { kind: 'discovery', url: discoveryUrlOf(issuer), issuer };
  if (brand !== undefined) return { kind: 'brand', id: brand };
  if (endpoints !== undefined) return { kind: 'endpoints', endpoints: { metadata: {}, ...endpoints } };
  return { kind: 'embedded', faults: embedded?.faults ?? [], variations: embedded?.variations ?? [] };
}

/** Where an issuer's configuration document is (OpenID Connect Discovery 1.0 section 4: its last slash goes first). */
export function discoveryUrlOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

function outsideRegister(
  raw: RawTarget['register'],
  nearFile: (path: string) => string,
): { readonly register?: OutsideRegister } {
  if (raw === undefined || raw === 'own') return {};
  const { api, files = [], trust = [], jwks } = raw;
  const common = { trust: trust.map(nearFile), ...(jwks === undefined ? {} : { jwks }) };
  if (api === undefined)
    return { register: { kind: 'files', statements: files.map(sourceNear(nearFile)), ...common } };
  const { brand, ...rest } = api;
  return { register: { kind: 'api', industry: 'all', ssaVersion: 3, ...rest, brandId: brand, ...common } };
}

function sourceNear(nearFile: (path: string) => string): (from: RawSource) => Source {
  return (from) =>
    typeof from === 'string' ? { kind: 'file', path: nearFile(from) } : { kind: 'env', name: from.env };
}

function registrationOptions(raw: RawRegistration, nearFile: (path: string) => string): RegistrationOptions {
  const { initialAccessToken, softwareStatement, headers = {}, metadata = {}, ...plain } = raw;
  return {
    ...plain,
    headers,
    metadata,
    ...(initialAccessToken === undefined
      ? {}
      : { initialAccessToken: sourceNear(nearFile)(initialAccessToken) }),
    ...(softwareStatement === undefined
      ? {}
      : { softwareStatement: statementOptions(softwareStatement, nearFile) }),
  };
}

function statementOptions(
  { statement, issuer = '', always = false }: NonNullable<RawRegistration['softwareStatement']>,
  nearFile: (path: string) => string,
): SoftwareStatementOptions {
  return statement === undefined
    ? { always, issuer }
    : { always, statement: sourceNear(nearFile)(statement) };
}

function identitySettings(
  raw: NonNullable<RawTarget['identity']>,
  nearFile: (path: string) => string,
): IdentitySettings {
  const source = sourceNear(nearFile);
  return {
    ...(raw.certificate === undefined ? {} : { certificate: source(raw.certificate) }),
    ...(raw.key === undefined ? {} : { key: source(raw.key) }),
    signing: (raw.signing ?? []).map(source),
  };
}

function hostSettings(raw: NonNullable<RawTarget['host']>, nearFile: (path: string) => string): HostSettings {
  const { listen = '127.0.0.1:0', publicUrl, certificate, tls } = raw;
  const colon = listen.lastIndexOf(':');
  return {
    listen: { host: withoutBrackets(listen.slice(0, colon)), port: Number(listen.slice(colon + 1)) },
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(tls === 'off' ? { plain: true } : {}),
    ...(certificate === undefined
      ? {}
      : { certificate: { key: nearFile(certificate.key), chain: nearFile(certificate.chain) } }),
  };
}

/** What the schema lets through: days and ports that do not exist, and members that do not go together. */
function outOfRange(raw: RawTarget): readonly Fault[] {
  const port = Number(raw.host?.listen?.replace(/^.*:/, '') ?? 0);
  return [
    ...unfitHost(raw.host ?? {}),
    ...unfitIdentity(raw.identity),
    ...unfitRegister(raw),
    ...unfitUrl(raw),
    ...(port > 65_535 ? [{ pointer: '/host/listen', message: `port ${port} is above 65535` }] : []),
    ...(isDay(raw.asOf) ? [] : [{ pointer: '/asOf', message: `'${raw.asOf}' is not a day of the calendar` }]),
  ];
}

/** Plain HTTP shows a token to whoever listens: never beyond this machine. */
function unfitUrl({ url }: RawTarget): readonly Fault[] {
  if (url === undefined || isSafeUrl(url)) return [];
  const message = `'${url}' is no https URL; plain http is for this machine only (127.0.0.1, [::1], localhost)`;
  return [{ pointer: '/url', message }];
}

function unfitHost({ tls, publicUrl, certificate }: NonNullable<RawTarget['host']>): readonly Fault[] {
  if (tls !== 'off') return [];
  return [
    ...(publicUrl === undefined
      ? [
          {
            pointer: '/host/tls',
            message: 'tls: off needs publicUrl: the https URL of the proxy that ends TLS',
          },
        ]
      : []),
    ...(certificate === undefined
      ? []
      : [
          {
            pointer: '/host/certificate',
            message: 'a listener without TLS shows no certificate; the proxy does',
          },
        ]),
  ];
}

function unfitIdentity(identity: RawTarget['identity']): readonly Fault[] {
  if (identity === undefined) return [];
  const { certificate, key, signing = [] } = identity;
  const lone = certificate === undefined ? 'key' : 'certificate';
  const inline = [certificate, key, ...signing].some(
    (source) => typeof source === 'string' && /-----BEGIN|^\s*\{/.test(source),
  );
  return [
    ...((certificate === undefined) === (key === undefined)
      ? []
      : [
          {
            pointer: `/identity/${lone}`,
            message: `a ${lone} needs its ${lone === 'key' ? 'certificate' : 'key'}`,
          },
        ]),
    ...(inline
      ? [
          {
            pointer: '/identity',
            message:
              'a key itself does not belong here; name its file, or { env: NAME } for a variable that holds it',
          },
        ]
      : []),
  ];
}

function unfitRegister({ register, brand, embedded, identity }: RawTarget): readonly Fault[] {
  const api = typeof register === 'object' ? register.api : undefined;
  const outside = typeof register === 'object';
  return [
    ...(brand !== undefined && api === undefined
      ? [
          {
            pointer: '/brand',
            message: 'a brand is looked up in an outside Register; describe it under register.api',
          },
        ]
      : []),
    ...(api !== undefined && (api.discovery === undefined) === (api.token === undefined)
      ? [
          {
            pointer: '/register/api',
            message: 'expected either discovery or token, to know the token endpoint',
          },
        ]
      : []),
    ...(outside && (identity?.signing ?? []).length === 0
      ? [
          {
            pointer: '/register',
            message:
              'the products of an outside Register have keys of their own: name them under identity.signing, and their certificate under identity.certificate',
          },
        ]
      : []),
    ...(outside && embedded !== undefined && register.jwks === undefined
      ? [
          {
            pointer: '/register',
            message: "the embedded holder needs register.jwks: the URL of the Register's SSA keys",
          },
        ]
      : []),
  ];
}

function isDay(asOf: string | undefined): boolean {
  if (asOf === undefined || !asOf.includes('-')) return true;
  const day = new Date(`${asOf}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(asOf);
}

function targetError(problems: readonly Problem[]): TargetError {
  return new TargetError(
    inFileOrder(problems)
      .map(({ place, message }) => `${showPlace(place)}  ${message}`)
      .join('\n'),
  );
}
