import { asText, type JsonObject } from '../json.js';
import { refuseMetadata, refuseRedirect } from '../refusal.js';
import {
  defaultEncryptionEnc,
  encryptionAlgs,
  encryptionEncs,
  grantTypes,
  optionalSsaClaims,
  requiredSsaClaims,
} from '../vocabulary.js';
import { isText } from './claims.js';
import type { FieldContext, FieldRule, Value } from './types.js';

export type MetadataRules = {
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** SSA claims that become members of the registration. */
  readonly echoed: readonly string[];
  readonly scope: (statementScope: Value, supported: readonly string[]) => string;
  /** Members taken from the request beyond the fields; strict: none (CDR-DCR-REQ-051, 094). */
  readonly extra: (request: JsonObject, statement: JsonObject) => JsonObject;
  /** Throws Refusal if the members do not agree with one another. */
  readonly consistent: (registered: JsonObject) => void;
};

/** The value has to be there and be one of `allowed`. */
export const oneOf =
  (allowed: readonly string[]): FieldRule =>
  (value, { name }) =>
    typeof value === 'string' && allowed.includes(value)
      ? value
      : refuseMetadata(`${name} has to be ${allowed.join(' or ')}`);

/** The value has to be one of the signing algorithms that the holder offers. */
export const signingAlg: FieldRule = (value, context) => oneOf(context.algs)(value, context);

/** An absent value becomes `fallback`; a present one obeys `rule`. */
export const optional =
  (rule: FieldRule, fallback?: string): FieldRule =>
  (value, context) =>
    value === undefined ? fallback : rule(value, context);

/** The rule holds for clients of one response type; for others the member is ignored (CDR-DCR-REQ-084, 101). */
export const whenRegistered =
  (responseType: string, rule: FieldRule): FieldRule =>
  (value, context) =>
    (context.registered.response_types as readonly string[]).includes(responseType)
      ? rule(value, context)
      : undefined;

/** A non-empty array of different values out of `allowed`. */
export const someOf =
  (allowed: readonly string[]): FieldRule =>
  (value, { name }) => {
    const listed = Array.isArray(value) ? (value as readonly Value[]) : [];
    const sound =
      listed.length > 0 && listed.every((one) => typeof one === 'string' && allowed.includes(one));
    if (!sound) refuseMetadata(`${name} has to be an array out of ${allowed.join(', ')}`);
    return [...new Set(listed as readonly string[])];
  };

/** enc goes with alg only; alg alone means A128CBC-HS256 (OpenID Registration section 2). */
export const jarmEncryptionEnc: FieldRule = (value, context) => {
  const encrypted = context.registered.authorization_encrypted_response_alg !== undefined;
  if (!encrypted && value !== undefined) return refuseMetadata(`${context.name} needs its alg`);
  return encrypted ? optional(oneOf(encryptionEncs), defaultEncryptionEnc)(value, context) : undefined;
};

/** An absolute https URI without fragment, user or wildcard (CDR-DCR-REQ-090); loopback hosts serve laboratories. */
export const soundRedirectUri = (uri: string): boolean => {
  if (!URL.canParse(uri) || !/^https:\/\/[^/?#\\]+/u.test(uri) || uri.includes('#')) return false;
  const { username, password, hostname } = new URL(uri);
  return username === '' && password === '' && !hostname.includes('*');
};

/** Exactly some of the redirect URIs in the SSA; all of them if none is asked for (CDR-DCR-REQ-089, 104). */
export const redirectUris: FieldRule = (value, { statement }) => {
  const listed = statement.redirect_uris as readonly string[];
  const asked = value ?? (value === undefined ? listed : undefined);
  if (!Array.isArray(asked) || asked.length === 0 || !asked.every(isText)) {
    return refuseRedirect('redirect_uris has to be an array of strings');
  }
  if (!asked.every((uri) => listed.includes(uri))) return refuseRedirect('a redirect URI is not in the SSA');
  if (!asked.every(soundRedirectUri)) return refuseRedirect('a redirect URI is not an absolute https URI');
  return [...new Set(asked)];
};

const offeredResponseTypes: FieldRule = (value, context: FieldContext) =>
  someOf(context.edition.responseTypes)(value, context);

/** The members of a registration (CDR-DCR-REQ-075 to 094, 099 to 104). response_types decides on others: first. */
export const strictMetadata: MetadataRules = {
  fields: {
    response_types: offeredResponseTypes,
    grant_types: someOf(grantTypes),
    token_endpoint_auth_method: oneOf(['private_key_jwt']),
    token_endpoint_auth_signing_alg: signingAlg,
    application_type: optional(oneOf(['web']), 'web'),
    id_token_signed_response_alg: signingAlg,
    id_token_encrypted_response_alg: whenRegistered('code id_token', oneOf(encryptionAlgs)),
    id_token_encrypted_response_enc: whenRegistered('code id_token', oneOf(encryptionEncs)),
    authorization_signed_response_alg: whenRegistered('code', signingAlg),
    authorization_encrypted_response_alg: whenRegistered('code', optional(oneOf(encryptionAlgs))),
    authorization_encrypted_response_enc: whenRegistered('code', jarmEncryptionEnc),
    request_object_signing_alg: optional(signingAlg, 'PS256'),
    redirect_uris: redirectUris,
  },
  echoed: [...requiredSsaClaims, ...optionalSsaClaims].filter(
    (name) => name !== 'redirect_uris' && name !== 'scope',
  ),
  scope: (statementScope, supported) =>
    [...new Set(asText(statementScope).split(' '))].filter((one) => supported.includes(one)).join(' '),
  extra: () => ({}),
  consistent: ({ grant_types: grants }) => {
    for (const grant of ['authorization_code', 'client_credentials']) {
      if (!(grants as readonly string[]).includes(grant)) refuseMetadata(`grant_types has to hold ${grant}`);
    }
  },
};
