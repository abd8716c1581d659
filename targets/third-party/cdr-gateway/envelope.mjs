import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';

import { badRequest } from './refusal.mjs';

/**
 * What opens a registration request of the CDR: a JWT signed by the software product, with a software statement (SSA)
 * signed by the Register in it (CDS, Registration Request using JWT).
 * @param {{ issuer: string, registerJwksUri: string }} settings
 */
export function envelopes({ issuer, registerJwksUri }) {
  const registerKeys = createRemoteJWKSet(new URL(registerJwksUri), { cooldownDuration: 0 });
  const seen = new Map();

  async function openStatement(text) {
    if (typeof text !== 'string') throw badRequest('invalid_software_statement', 'no software_statement');
    const options = {
      algorithms: ['PS256'],
      issuer: 'cdr-register',
      requiredClaims: ['exp', 'iat', 'jti', 'software_id', 'jwks_uri', 'redirect_uris', 'scope'],
    };
    const { payload } = await verified(
      () => jwtVerify(text, registerKeys, options),
      'invalid_software_statement',
    );
    return payload;
  }

  /** Claims of the request, the SSA and the product's keys. @throws Refusal with the error code of the standard */
  return async function open(text) {
    const statement = await openStatement(claimsOf(text).software_statement);
    const keys = await keysAt(statement.jwks_uri);
    const options = {
      algorithms: ['PS256', 'ES256'],
      issuer: statement.software_id,
      audience: issuer,
      requiredClaims: ['exp', 'iat', 'jti'],
    };
    const { payload } = await verified(
      () => jwtVerify(text, createLocalJWKSet(keys), options),
      'invalid_client_metadata',
    );
    once(`${payload.iss} ${payload.jti}`, payload.exp);
    checkRedirects(payload.redirect_uris, statement.redirect_uris);
    return { claims: payload, statement, keys };
  };

  /** A jti counts once while its request could be sent again. */
  function once(jti, exp) {
    const now = Date.now() / 1000;
    for (const [known, until] of seen) if (until < now) seen.delete(known);
    if (seen.has(jti)) throw badRequest('invalid_client_metadata', 'the request was sent before');
    seen.set(jti, exp);
  }
}

function claimsOf(text) {
  try {
    return decodeJwt(text);
  } catch {
    throw badRequest('invalid_client_metadata', 'the request is no JWT');
  }
}

async function verified(verify, code) {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw badRequest(code, error.message);
    throw error;
  }
}

async function keysAt(uri) {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(3000), redirect: 'error' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } catch (error) {
    throw badRequest('invalid_client_metadata', `the keys at jwks_uri cannot be read: ${error.message}`);
  }
}

function checkRedirects(asked, registered) {
  if (asked === undefined) return;
  if (!Array.isArray(asked) || !asked.every((uri) => registered.includes(uri))) {
    throw badRequest('invalid_redirect_uri', 'redirect_uris are not all in the software statement');
  }
}
