/** The words of the Consumer Data Right that more than one file needs. */

export const signingAlgs: readonly string[] = ['PS256', 'ES256'];
export const encryptionAlgs: readonly string[] = ['RSA-OAEP', 'RSA-OAEP-256'];
export const encryptionEncs: readonly string[] = ['A256GCM', 'A128CBC-HS256'];
export const defaultEncryptionEnc = 'A128CBC-HS256';
export const grantTypes: readonly string[] = ['client_credentials', 'authorization_code', 'refresh_token'];
export const registrationScope = 'cdr:registration';
export const softwareRole = 'data-recipient-software-product';
export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The scopes of a banking holder: energy and other sectors' scopes are unknown here (CDR-DCR-REQ-066). */
export const bankingScopes: readonly string[] = [
  'openid',
  'profile',
  'bank:accounts.basic:read',
  'bank:accounts.detail:read',
  'bank:transactions:read',
  'bank:payees:read',
  'bank:regular_payments:read',
  'common:customer.basic:read',
  'common:customer.detail:read',
  registrationScope,
];

/** SSA claims the registration cannot do without (CDR-DCR-REQ-063). */
export const requiredSsaClaims: readonly string[] = [
  'org_id',
  'org_name',
  'client_name',
  'client_description',
  'client_uri',
  'redirect_uris',
  'logo_uri',
  'jwks_uri',
  'revocation_uri',
  'recipient_base_uri',
  'software_id',
  'software_roles',
  'scope',
];

/** SSA claims that may be missing (CDR-DCR-REQ-064). */
export const optionalSsaClaims: readonly string[] = [
  'legal_entity_id',
  'legal_entity_name',
  'sector_identifier_uri',
  'tos_uri',
  'policy_uri',
];
