import { SignJWT } from 'jose';

import type { SigningKey } from '../cast/cast.js';
import type { Answer } from '../nouns/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../nouns/json.js';
import type { RegisterApi } from '../nouns/target.js';
import type { Wire, WireRequest } from '../recipient/wire.js';
import { registerFault, type Asked } from './register-fault.js';

/** What a client of a CDR Register stands on. */
export interface RegisterClientParts {
  readonly api: RegisterApi;
  /** The target file, for messages. */
  readonly file: string;
  /** Comes with the recipient's certificate under the name `recipient`. */
  readonly wire: Wire;
  /** Signs client assertions. */
  readonly key: SigningKey;
  readonly now: () => Date;
  /** A UUID at each call. */
  readonly random: () => string;
  /** Brands per page; 100 unless told. */
  readonly pageSize?: number;
}

/** A CDR Register over its API. Every call throws RegisterFault with one cause and its cure. */
export interface RegisterClient {
  /** A fresh SSA of a software product: the compact JWT (Get Software Statement Assertion). */
  readonly ssa: (softwareId: string) => Promise<string>;
  /** The data of a brand of a Data Holder; undefined when no page lists it (Get Data Holder Brands). */
  readonly findBrand: (brandId: string) => Promise<JsonObject | undefined>;
}

/** Seconds before its end from which a token is not used any more, and that an assertion lives. */
const margin = 30;
const assertionLifetime = 60;
/** Few pages for a Register with hundreds of brands, and within what it allows (CDS, pagination). */
const usualPageSize = 100;
const mostPages = 200;

interface Token {
  readonly value: string;
  /** Seconds. */
  readonly until: number;
}

interface Endpoints {
  readonly token: string;
  readonly base: string;
  /** Audience of assertions. */
  readonly audience: string;
}

/** Speaks to a Register as the recipient; tokens and endpoints are remembered while they are good. */
export function openRegisterClient(parts: RegisterClientParts): RegisterClient {
  const { api, now, pageSize = usualPageSize } = parts;
  const tokens = new Map<string, Token>();
  let known: Endpoints | undefined;

  const endpoints = async (): Promise<Endpoints> => (known ??= await findEndpoints(parts));
  const tokenFor = async (clientId: string): Promise<string> => {
    const held = tokens.get(clientId);
    if (held !== undefined && held.until - margin > now().getTime() / 1000) return held.value;
    const token = await obtainToken(parts, await endpoints(), clientId);
    tokens.set(clientId, token);
    return token.value;
  };
  const resource = async (asked: Omit<Asked, 'file'>, clientId: string, least?: number): Promise<Answer> => {
    const version = String(asked.version ?? 1);
    return ask(parts, asked, {
      method: 'GET',
      headers: [
        ['Authorization', `Bearer ${await tokenFor(clientId)}`],
        ['Accept', 'application/json, application/jwt'],
        ['x-v', version],
        ['x-min-v', String(least ?? version)],
      ],
      body: '',
      tls: { certificate: 'recipient' },
    });
  };

  return {
    ssa: async (softwareId) => {
      const { base } = await endpoints();
      const url = `${base}/${api.industry}/data-recipients/brands/${encodeURIComponent(api.brandId)}/software-products/${encodeURIComponent(softwareId)}/ssa`;
      const asked = { what: 'ssa', url, version: api.ssaVersion } as const;
      const answer = await resource(asked, api.clientId ?? softwareId);
      // Some answer with the bare JWT, some with a JSON string of it.
      const text = typeof answer.json === 'string' ? answer.json : answer.body.trim();
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) throw registerFault({ ...asked, file: parts.file }, answer);
      return text;
    },
    findBrand: async (brandId) => {
      const clientId = api.clientId ?? api.products[0] ?? '';
      const { base } = await endpoints();
      let url: string | undefined =
        `${base}/${api.industry}/data-holders/brands?page=1&page-size=${pageSize}`;
      for (let page = 1; url !== undefined && page <= mostPages; page += 1) {
        const asked: Omit<Asked, 'file'> = { what: 'brands', url, version: 3 };
        const answer = await resource(asked, clientId, 2);
        const list = dataOf(answer);
        if (list === undefined) throw registerFault({ ...asked, file: parts.file }, answer);
        const found = list.find((brand) => brand['dataHolderBrandId'] === brandId);
        if (found !== undefined) return found;
        url = page < pagesOf(answer) ? pageUrl(url, page + 1) : undefined;
      }
      return undefined;
    },
  };
}

/** By number, not by the `next` link: a Register behind a proxy may link to a name that only it knows. */
function pageUrl(url: string, page: number): string {
  const next = new URL(url);
  next.searchParams.set('page', String(page));
  return next.href;
}

function dataOf({ json }: Answer): readonly JsonObject[] | undefined {
  const data = isJsonObject(json) ? json['data'] : undefined;
  return Array.isArray(data) ? (data as readonly Json[]).filter(isJsonObject) : undefined;
}

function pagesOf({ json }: Answer): number {
  const meta = isJsonObject(json) ? json['meta'] : undefined;
  const pages = isJsonObject(meta) ? meta['totalPages'] : undefined;
  return typeof pages === 'number' ? pages : 1;
}

async function findEndpoints(parts: RegisterClientParts): Promise<Endpoints> {
  const { api } = parts;
  if (api.token !== undefined) return withBase(api, api.token, api.token);
  const asked = { what: 'configuration', url: api.discovery ?? '' } as const;
  const answer = await ask(parts, asked, {
    method: 'GET',
    headers: [['Accept', 'application/json']],
    body: '',
    tls: { certificate: 'none' },
  });
  const document = isJsonObject(answer.json) ? answer.json : {};
  const aliases = isJsonObject(document['mtls_endpoint_aliases']) ? document['mtls_endpoint_aliases'] : {};
  const token = aliases['token_endpoint'] ?? document['token_endpoint'];
  if (typeof token !== 'string' || !/^https:\/\//.test(token) || !URL.canParse(token))
    throw registerFault({ ...asked, file: parts.file }, answer);
  return withBase(api, token, token);
}

function withBase(api: RegisterApi, token: string, audience: string): Endpoints {
  const base = api.base ?? new URL('/cdr-register/v1', token).href;
  return { token, base: base.replace(/\/+$/, ''), audience };
}

/** client_credentials by private_key_jwt over mutual TLS (CDS, Register InfoSec profile). */
async function obtainToken(
  parts: RegisterClientParts,
  { token: url, audience }: Endpoints,
  clientId: string,
): Promise<Token> {
  const { key } = parts;
  const seconds = Math.floor(parts.now().getTime() / 1000);
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionLifetime)
    .setJti(parts.random())
    .sign(key.privateKey);
  const asked = { what: 'token', url } as const;
  const answer = await ask(parts, asked, {
    method: 'POST',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
    ],
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: 'cdr-register:read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
    tls: { certificate: 'recipient' },
  });
  const body = isJsonObject(answer.json) ? answer.json : {};
  const { access_token: value, expires_in: lifetime } = body;
  if (typeof value !== 'string') throw registerFault({ ...asked, file: parts.file }, answer);
  return { value, until: seconds + (typeof lifetime === 'number' ? lifetime : 0) };
}

/** Sends one request; whatever is not 200 is a fault. */
async function ask(
  { wire, file }: RegisterClientParts,
  asked: Omit<Asked, 'file'>,
  request: Omit<WireRequest, 'url'>,
): Promise<Answer> {
  const { outcome } = await wire.send({ url: asked.url, ...request });
  if (outcome.kind !== 'answer' || outcome.status !== 200) throw registerFault({ ...asked, file }, outcome);
  return outcome;
}
