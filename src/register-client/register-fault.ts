import { Unproven } from '../nouns/errors.js';
import type { Answer, NoAnswer, Outcome } from '../nouns/exchange.js';
import { isJsonObject, type Json } from '../nouns/json.js';
import { troubleText, type Trouble } from '../nouns/trouble.js';

/** An outside Register, or a statement of its, cannot be used. */
export class RegisterFault extends Unproven {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(troubleText(trouble));
    this.trouble = trouble;
  }
}

/** What was asked: for messages, and because a status means other things elsewhere. */
export interface Asked {
  readonly what: 'configuration' | 'token' | 'ssa' | 'brands';
  readonly url: string;
  /** The target file, which most cures are about. */
  readonly file: string;
  /** Version asked for, of Get SSA and Get Data Holder Brands. */
  readonly version?: number;
}

const titles: Readonly<Record<Asked['what'], string>> = {
  configuration: "the Register's OpenID configuration",
  token: "the Register's token endpoint",
  ssa: 'Get SSA of the Register',
  brands: 'Get Data Holder Brands of the Register',
};

/** The fault that an answer, or none, amounts to. The Register's own words are quoted, never relied on. */
export function registerFault(asked: Asked, outcome: Outcome): RegisterFault {
  const { cause, cure } = outcome.kind === 'answer' ? refusal(asked, outcome) : silence(asked, outcome);
  const seen =
    outcome.kind === 'answer'
      ? `answered ${String(outcome.status)}${saidBy(outcome)}`
      : `gave no answer (${outcome.code}: ${outcome.message})`;
  const evidence = `${asked.what === 'token' ? 'POST' : 'GET'} ${asked.url} ${seen}`;
  return new RegisterFault({ cause, evidence, cure });
}

type CauseAndCure = Pick<Trouble, 'cause' | 'cure'>;

function silence({ what, url, file }: Asked, { phase, code }: NoAnswer): CauseAndCure {
  const title = titles[what];
  const { host } = new URL(url);
  switch (phase) {
    case 'resolve':
      return {
        cause: `${title} is not reached: the name of ${host} does not resolve`,
        cure: `check register.api in ${file}, or this machine's name service`,
      };
    case 'connect':
      return {
        cause: `${title} is not reached: nothing listens at ${host}`,
        cure: `start the Register, or check register.api in ${file}`,
      };
    case 'tls':
      return /ALERT|HANDSHAKE_FAILURE/.test(code)
        ? {
            cause: `${title} refuses our client certificate`,
            cure: `give the certificate that the Register knows under identity in ${file}`,
          }
        : {
            cause: `the server certificate of ${host} is not trusted`,
            cure: `name the PEM file of the Register's CA under register.trust in ${file}`,
          };
    case 'time-out':
      return {
        cause: `${title} gives no answer in time`,
        cure: `see whether the Register is up; a slow one needs limits.requestMs in ${file}`,
      };
    case 'exchange':
      return {
        cause: `${title} breaks the connection off`,
        cure: `it may want another client certificate than the one under identity in ${file}; see the Register's log`,
      };
  }
}

function refusal({ what, file, version }: Asked, { status }: Answer): CauseAndCure {
  const title = titles[what];
  if (status >= 500)
    return { cause: `${title} is out of order`, cure: 'try again later, or ask who runs the Register' };
  if (what === 'token' && (status === 400 || status === 401)) {
    return {
      cause: `${title} does not accept us as the software product`,
      cure:
        `check in ${file}: register.api.products (its id), identity.signing (a key that its jwks_uri shows, under the same kid), ` +
        'identity.certificate (the one that the Register knows); and that the clocks agree',
    };
  }
  switch (status) {
    case 200:
      return {
        cause: `${title} answered with something else than is due`,
        cure: `check that the URLs under register.api in ${file} are those of a CDR Register`,
      };
    case 400:
      return {
        cause: `${title} holds the request for malformed`,
        cure: `check register.api.industry and register.api.ssaVersion in ${file} (version 4 knows the industry 'all' only)`,
      };
    case 401:
      return {
        cause: `${title} does not accept the access token`,
        cure: `the token is bound to our client certificate: check that ${file} gives the same one to the Register's token endpoint and resources (a proxy between may show another)`,
      };
    case 403:
      return {
        cause:
          what === 'ssa'
            ? 'the Register gives no SSA: the software product, its brand or its recipient is not active there'
            : `${title} is not open to us`,
        cure: `activate them at the Register, or name another product under register.api.products in ${file}`,
      };
    case 404:
      return {
        cause:
          what === 'ssa'
            ? 'the Register does not know this software product under this brand'
            : `${title} is not where we look for it`,
        cure:
          what === 'ssa'
            ? `check register.api.brand and register.api.products in ${file}; the token's client has to be the product itself (register.api.clientId)`
            : `check register.api.${what === 'configuration' ? 'discovery' : what === 'token' ? 'token' : 'base'} in ${file}`,
      };
    case 406:
      return {
        cause: `${title} does not support version ${String(version ?? '')}`,
        cure:
          what === 'ssa'
            ? `set register.api.ssaVersion in ${file} to one that it supports (3 or 4)`
            : 'this Register is too old or too new for this harness; say so to us',
      };
    case 422:
      return {
        cause: `${title} has no such page: its list changed while it was read, or its links are wrong`,
        cure: 'try again; if it stays so, the Register counts its pages wrongly',
      };
    case 429:
      return { cause: `${title} limits our rate`, cure: `lower limits.requestsPerSecond in ${file}` };
    default:
      return {
        cause: `${title} answered with an unexpected status`,
        cure: `check the URLs under register.api in ${file}`,
      };
  }
}

/** ` invalid_client: "..."` or ` urn:...: "..."`: what an OAuth error or a CDS error list says. */
function saidBy({ json, headers }: Answer): string {
  const quote = (text: Json | undefined): string =>
    typeof text === 'string' && text !== '' ? `: ${JSON.stringify(text.slice(0, 300))}` : '';
  const body = isJsonObject(json) ? json : {};
  const { error, errors } = body;
  if (typeof error === 'string') return ` ${error}${quote(body['error_description'])}`;
  const first: Json | undefined = Array.isArray(errors) ? (errors as readonly Json[])[0] : undefined;
  if (isJsonObject(first) && typeof first['code'] === 'string')
    return ` ${first['code']}${quote(first['detail'] ?? first['title'])}`;
  const challenge = headers.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1];
  return challenge === undefined ? '' : ` ${challenge.slice(0, 300)}`;
}
