import { bodyOf } from '../../scene.js';
import { isSuccess, statusOf, type Dialect } from '../../dialect.js';
import { learnFacts } from '../../preflight.js';
import { access, registrationUrl } from './access.js';
import { writeRegistration } from './registration.js';
import { tokenAnswer, tokenRequest } from './token.js';

/** Consumer Data Right: signed requests around an SSA, mutual TLS, and management by a cdr:registration token. */
export const cdrAu: Dialect = {
  given: ['register', 'token'],
  lifeCycle: [
    { action: 'register' },
    { action: 'token', after: 'register' },
    { action: 'read', after: 'token' },
    { action: 'update', after: 'read' },
    { action: 'delete', after: 'update' },
  ],
  learn: learnFacts,
  write: writeRegistration,
  locate: ({ clientId }, { endpoints }) => registrationUrl(clientId, endpoints.registration),
  access,
  tokenRequest,
  tokenAnswer,
  accepts: (action, exchange) =>
    isSuccess(exchange) &&
    (action !== 'register' || typeof bodyOf(exchange)['client_id'] === 'string') &&
    (action !== 'token' || typeof bodyOf(exchange)['access_token'] === 'string'),
  absence: {
    action: 'token',
    // RFC 6749 section 5.2.
    shownBy: (exchange) =>
      (statusOf(exchange) === 400 || statusOf(exchange) === 401) &&
      bodyOf(exchange)['error'] === 'invalid_client',
    alive: 'still obtains tokens',
    needsSameHost: true,
  },
  learnsByLiving: false,
  oneEach: true,
};
