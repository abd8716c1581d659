/** Who may touch a registration: the bearer token of a management call (CDR-DCR-REQ-141 to 144, 157 to 163). */
import { type Context, nowSeconds } from './context.js';
import type { Ask } from './exchange.js';
import type { Operation, TokenGrant } from './rules/types.js';

/** The grant behind a token, also of an expired one; undefined for a token that was never issued or is revoked. */
export type FindToken = (token: string) => Promise<TokenGrant | undefined>;

/** Throws Refusal unless the caller may do `operation` to the registration of `clientId`. */
export const authorise = async (
  ask: Ask,
  clientId: string,
  operation: Operation,
  context: Context,
): Promise<void> => {
  const { rules, store } = context;
  const token = rules.bearer(ask);
  const known = token === undefined ? undefined : await context.findToken(token);
  const grant = alive(known, context) ?? rules.unknownToken(token, clientId, ask.thumbprint);
  rules.tokenUnexpired(grant, nowSeconds(context));
  rules.tokenOfCertificate(grant, rules.presented(ask.headers, ask.thumbprint), operation);
  rules.scopeSufficient(grant);
  rules.ownRegistration(grant, clientId, store.byClientId(clientId) !== undefined, operation);
};

/** A token ends with the registration of its client (CDR-DCR-REQ-156). */
const alive = (grant: TokenGrant | undefined, { rules, store }: Context): TokenGrant | undefined =>
  grant !== undefined && rules.tokensEndWithClient && store.byClientId(grant.clientId) === undefined
    ? undefined
    : grant;
