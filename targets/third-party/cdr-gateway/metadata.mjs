/** Claims of the two JWTs that are about the JWT and not about the client. */
const ofTheJwt = new Set(['iss', 'iat', 'exp', 'nbf', 'jti', 'aud']);
/** What Glewlwyd adds for its own management and the CDR does not have. */
const ofTheServer = new Set([
  'registration_access_token',
  'registration_client_uri',
  'client_secret',
  'client_secret_expires_at',
  'jwks',
]);

const without = (members, names) =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.has(name)));

/**
 * Client metadata of RFC 7591 for an opened request: the SSA's claims come before the request's own, which must not
 * override them (CDS, Registration Validation), and the keys are given by value, because Glewlwyd would have to be told
 * the CA of jwks_uri.
 */
export function metadataOf({ claims, statement, keys }) {
  const { jwks_uri: _, ...fromStatement } = without(statement, ofTheJwt);
  return {
    ...without(claims, ofTheJwt),
    ...fromStatement,
    redirect_uris: claims.redirect_uris ?? statement.redirect_uris,
    jwks: keys,
  };
}

/** Glewlwyd's answer about a client, as a recipient of the CDR may see it. */
export function answerOf(members, jwksUri) {
  return { ...without(members, ofTheServer), jwks_uri: jwksUri };
}
