/** Examines a registration request: the same for creation and update (CDR-DCR-REQ-034 to 094, 148). */
import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from './context.js';
import { nowSeconds } from './context.js';
import { asText, type JsonObject } from './json.js';
import { type JwsRules, parseJws, type ParsedJws } from './jws.js';
import { OutboundError } from './outbound.js';
import { refuseRequest, refuseStatement } from './refusal.js';
import { applyClaimRules, isText } from './rules/claims.js';
import type { Jwk } from './signature.js';

export type Examined = {
  readonly request: JsonObject;
  readonly statement: JsonObject;
  /** The members of the registration, without client_id. */
  readonly members: JsonObject;
};

/** Verifies the request JWT and its SSA and derives the registration. Throws Refusal. */
export const examine = async (
  text: string,
  headers: IncomingHttpHeaders,
  context: Context,
  onStatement: (statement: JsonObject) => void,
): Promise<Examined> => {
  const { rules } = context;
  const jws = readable(refuseRequest, () => parseJws(text, rules.requestJws));
  const request = jws.payload;
  const statementText = rules.statementToken(request);
  const statement =
    statementText === undefined
      ? withoutStatement(request)
      : await verifiedStatement(statementText, headers, context);
  onStatement(statement);
  await verifyRequest(jws, statement, context);
  checkRequestClaims(request, statement, context);
  rules.wholeRequest(request, statement);
  const members = derive(request, statement, statementText, context);
  const redirectUris = members.redirect_uris as readonly string[];
  await rules.sector(statement, redirectUris, (url) => context.readJson(url, rules.sectorOutbound));
  for (const url of rules.visited(request)) {
    await context.readJson(url, rules.sectorOutbound).catch(() => undefined);
  }
  return { request, statement, members };
};

const verifiedStatement = async (
  text: string,
  headers: IncomingHttpHeaders,
  context: Context,
): Promise<JsonObject> => {
  const { rules, register } = context;
  const statement = readable(refuseStatement, () => parseJws(text, rules.statementJws));
  const read = (url: string): Promise<readonly Jwk[]> =>
    context.keySets.read(url, statement.header.kid, rules.registerKeys);
  const { oidcJwksUri: registerOidcJwksUri } = register;
  const keys = await had(refuseStatement, async () => [
    ...(await read(register.jwksUri)),
    ...(await headerKeys(statement, rules.statementJws, read)),
    ...(await rules.extraStatementKeys({ statement, headers, read, registerOidcJwksUri })),
  ]);
  readable(refuseStatement, () => {
    rules.statementVerified(statement, keys, rules.statementJws);
  });
  const claims = statement.payload;
  applyClaimRules(rules.statementClaims, {
    claims,
    now: nowSeconds(context),
    issuer: context.addresses.issuer,
    party: 'cdr-register',
    audiences: [],
    used: () => false,
  });
  rules.statementShape(claims);
  return claims;
};

const verifyRequest = async (jws: ParsedJws, statement: JsonObject, context: Context): Promise<void> => {
  const { rules } = context;
  const read = (url: string): Promise<readonly Jwk[]> =>
    context.keySets.read(url, jws.header.kid, rules.recipientKeys);
  const uri = rules.recipientKeysUri(statement, jws.payload);
  const published = await read(uri).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    return rules.keysUnreadable(error.message);
  });
  if (published === 'unverified') return;
  const keys = [
    ...published,
    ...rules.inlineKeys(jws.payload),
    ...(await headerKeys(jws, rules.requestJws, read)),
  ];
  readable(refuseRequest, () => {
    rules.requestVerified(jws, keys, rules.requestJws);
  });
};

/** Keys at an address that the JWS header itself gives: none under strict rules (CDR-DCR-REQ-187). */
export const headerKeys = async (
  jws: ParsedJws,
  rules: JwsRules,
  read: (url: string) => Promise<readonly Jwk[]>,
): Promise<readonly Jwk[]> => {
  const url = rules.headerKeyUrl(jws.header);
  return url === undefined ? [] : read(url).catch(() => []);
};

const checkRequestClaims = (request: JsonObject, statement: JsonObject, context: Context): void => {
  const { rules, store, addresses } = context;
  const now = nowSeconds(context);
  const party = asText(statement.software_id);
  applyClaimRules(rules.requestClaims, {
    claims: request,
    now,
    issuer: addresses.issuer,
    party,
    audiences: [addresses.issuer],
    used: (jti) => store.jtiUsed(`request ${party}`, jti, now),
  });
};

/** Remembers the jti of a request that was carried out, for as long as the request could be repeated. */
export const rememberRequest = ({ request, statement }: Examined, { rules, store }: Context): void => {
  const { jti, exp } = request;
  if (!rules.jtiRemembered || !isText(jti)) return;
  store.rememberJti(
    `request ${asText(statement.software_id)}`,
    jti,
    typeof exp === 'number' ? exp + 120 : Infinity,
  );
};

const derive = (
  request: JsonObject,
  statement: JsonObject,
  statementText: string | undefined,
  { rules, edition }: Context,
): JsonObject => {
  const registered: Record<string, JsonObject[string]> = {};
  for (const [name, rule] of Object.entries(rules.fields)) {
    const value = rule(rules.claim(request, name), {
      name,
      request,
      statement,
      edition,
      algs: rules.algs,
      registered,
    });
    if (value !== undefined) registered[name] = value;
  }
  rules.consistent(registered);
  return {
    ...Object.fromEntries(rules.echoed.flatMap((name) => entryOf(statement, name))),
    ...registered,
    scope: rules.scope(statement.scope, rules.scopes),
    ...rules.extra(request, statement),
    ...(statementText === undefined ? {} : { software_statement: statementText }),
  };
};

const entryOf = (object: JsonObject, name: string): readonly [string, JsonObject[string]][] => {
  const value = object[name];
  return value === undefined ? [] : [[name, value]];
};

/** What a fault that accepts a request without an SSA takes for one. */
const withoutStatement = (request: JsonObject): JsonObject => ({
  scope: 'openid profile cdr:registration',
  redirect_uris: [],
  ...request,
  software_id: request.iss ?? '',
});

/** Runs `work`; an unreadable or unverifiable JWT becomes a refusal. */
export const readable = <Result>(refuse: (description: string) => never, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(error.message);
    throw error;
  }
};

const had = async <Result>(
  refuse: (description: string) => never,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OutboundError)
      return refuse(`the Register's keys could not be had: ${error.message}`);
    throw error;
  }
};
