/** An answer that says no: HTTP status, OAuth error code, and for a bearer token the challenge (RFC 6750 section 3). */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (code, message) => new Refusal(400, code, message);
export const badToken = (message) => new Refusal(401, 'invalid_token', message);

/** The answer to a refusal. */
export function refused({ status, code, message }) {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': `Bearer error="${code}"` } : {}),
    },
    body: JSON.stringify({ error: code, error_description: message }),
  };
}
