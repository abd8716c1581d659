import { isSuccess, statusOf, type Dialect } from '../../dialect.js';
import { bodyOf } from '../../scene.js';
import { access, managementOf } from './access.js';
import { learn } from './facts.js';
import { writeRegistration } from './registration.js';
import { recognition, tokenAnswer, tokenRequest } from './token.js';

const registering = ['ssa', 'metadata', 'bearer', 'http', 'tls'] as const;
const managing = ['bearer', 'http', 'tls'] as const;

/** Plain OAuth: JSON metadata, and management by registration access tokens (RFC 7591, RFC 7592). */
export const rfc7591: Dialect = {
  actions: {
    register: registering,
    race: registering,
    read: managing,
    update: [...registering],
    delete: managing,
    token: ['client', 'authentication', 'assertion', 'form', 'http', 'tls'],
    discover: ['http', 'tls'],
    wait: [],
  },
  given: ['register'],
  lifeCycle: [
    { action: 'register' },
    { action: 'token', after: 'register' },
    { action: 'read', after: 'register' },
    { action: 'update', after: 'register' },
    { action: 'delete', after: 'register' },
  ],
  learn,
  write: writeRegistration,
  locate: (registration) => managementOf(registration)?.uri,
  access,
  tokenRequest,
  tokenAnswer,
  accepts: (action, exchange) =>
    action === 'token'
      ? recognition(exchange) === 'yes'
      : isSuccess(exchange) && (action !== 'register' || typeof bodyOf(exchange)['client_id'] === 'string'),
  keepsake: (registration) => {
    const management = managementOf(registration);
    return management === undefined
      ? undefined
      : { registration_client_uri: management.uri, registration_access_token: management.token };
  },
  absence: {
    action: 'read',
    // RFC 7592 section 2.1: a token of no valid client is answered 401.
    shownBy: (exchange) => statusOf(exchange) === 401 || statusOf(exchange) === 404,
    alive: 'can still be read',
    needsSameHost: false,
  },
  learnsByLiving: true,
  oneEach: false,
};
