import type { JsonObject } from '../json.js';
import type { ClaimRule, Value } from './types.js';

/** Allowance for clocks that differ, in seconds (RFC 7519 section 4.1.4). */
export const skew = 60;

export const isText = (value: Value): value is string => typeof value === 'string' && value !== '';

const isNumericDate = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value);

type Refuser = (description: string) => never;

/** exp is required and lies ahead (RFC 7519 section 4.1.4). */
export const unexpired =
  (refuse: Refuser): ClaimRule =>
  (exp, { now }) => {
    if (!isNumericDate(exp)) return refuse('exp is missing or no NumericDate');
    if (exp <= now - skew) return refuse('the JWT has expired');
  };

/** nbf is optional and does not lie ahead (RFC 7519 section 4.1.5). */
export const begun =
  (refuse: Refuser): ClaimRule =>
  (nbf, { now }) => {
    if (nbf === undefined) return;
    if (!isNumericDate(nbf)) return refuse('nbf is no NumericDate');
    if (nbf > now + skew) return refuse('the JWT is not valid yet');
  };

/** iat is a NumericDate, not ahead and not after exp; `required` says whether it may be missing. */
export const issued =
  (refuse: Refuser, required: boolean): ClaimRule =>
  (iat, { now, claims }) => {
    if (iat === undefined && !required) return;
    if (!isNumericDate(iat)) return refuse('iat is missing or no NumericDate');
    if (iat > now + skew) return refuse('iat lies in the future');
    if (isNumericDate(claims.exp) && iat > claims.exp) return refuse('iat is later than exp');
  };

/** jti is a non-empty string that was not used before. */
export const unused =
  (refuse: Refuser): ClaimRule =>
  (jti, { used }) => {
    if (!isText(jti)) return refuse('jti is missing or no string');
    if (used(jti)) return refuse('jti was used before');
  };

/** aud is one of the accepted audiences, or an array that holds one (RFC 7519 section 4.1.3). */
export const addressed =
  (refuse: Refuser): ClaimRule =>
  (aud, { audiences }) => {
    const named = typeof aud === 'string' ? [aud] : Array.isArray(aud) ? (aud as readonly Value[]) : [];
    if (!named.some((one) => typeof one === 'string' && audiences.includes(one))) {
      return refuse('aud does not name this holder');
    }
  };

/** The claim equals the party that the JWT has to come from. */
export const ofParty =
  (refuse: Refuser, name: string): ClaimRule =>
  (value, { party }) => {
    if (value !== party) return refuse(`${name} is not the expected party`);
  };

/** Leaves a claim unlooked at. */
export const anything: ClaimRule = () => undefined;

/** Applies each rule to its claim, in the order of the record. */
export const applyClaimRules = (
  rules: Readonly<Record<string, ClaimRule>>,
  context: Parameters<ClaimRule>[1],
): void => {
  for (const [name, rule] of Object.entries(rules)) rule(member(context.claims, name), context);
};

/** A member of an object that is its own. */
export const member = (object: JsonObject, name: string): Value =>
  Object.hasOwn(object, name) ? object[name] : undefined;
