export type RegistrationErrorCode =
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_software_statement'
  | 'unapproved_software_statement';

/** Which part of the exchange is at fault. */
export type Subject = 'http' | 'request' | 'statement' | 'metadata' | 'duplicate' | 'bearer' | 'client';

/** A request the holder turns down: becomes the HTTP answer `status` with `{ error, error_description }`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly subject: Subject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    description: string,
    subject: Subject,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.subject = subject;
    this.headers = headers;
  }
}

/** Refuses a registration with 400 and one of the four registration codes (RFC 7591 section 3.2.2). */
export const refuse = (code: RegistrationErrorCode, description: string, subject: Subject): never => {
  throw new Refusal(400, code, description, subject);
};

/** True if it is a registration request that was refused for what it says. */
export const ofRegistration = ({ subject }: Refusal): boolean =>
  ['request', 'statement', 'metadata', 'duplicate'].includes(subject);

export const refuseRequest = (description: string): never =>
  refuse('invalid_client_metadata', description, 'request');

export const refuseStatement = (description: string): never =>
  refuse('invalid_software_statement', description, 'statement');

export const refuseMetadata = (description: string): never =>
  refuse('invalid_client_metadata', description, 'metadata');

export const refuseRedirect = (description: string): never =>
  refuse('invalid_redirect_uri', description, 'metadata');

/** Refuses client authentication at the token endpoint (RFC 6749 section 5.2). */
export const refuseClient = (description: string): never => {
  throw new Refusal(401, 'invalid_client', description, 'client');
};

/** Refuses a token request for another reason than the client's identity (RFC 6749 section 5.2). */
export const refuseGrant = (code: string, description: string): never => {
  throw new Refusal(400, code, description, 'client');
};

/** Refuses a bearer token with a challenge (RFC 6750 section 3). */
export const refuseBearer = (
  status: 400 | 401 | 403,
  code: 'invalid_request' | 'invalid_token' | 'insufficient_scope' | undefined,
  description: string,
): never => {
  const detail = code === undefined ? '' : ` error="${code}", error_description="${description}"`;
  throw new Refusal(status, code ?? 'invalid_token', description, 'bearer', {
    'www-authenticate': `Bearer${detail}`,
  });
};
