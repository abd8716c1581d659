import { Unproven } from '../../../nouns/errors.js';
import type { JsonObject } from '../../../nouns/json.js';
import type { Doing } from '../../action.js';
import type { Access, LifeAction } from '../../dialect.js';
import { currentRegistration, noRegistration, type Registration } from '../../scene.js';

/** What it takes to manage a registration (RFC 7592 section 3). */
export interface Management {
  readonly uri: string;
  readonly token: string;
}

/** The client configuration endpoint and its token; undefined where the server gave none or only one of them. */
export function managementOf({ body }: Pick<Registration, 'body'>): Management | undefined {
  const { registration_client_uri: uri, registration_access_token: token } = body;
  return typeof uri === 'string' && URL.canParse(uri) && typeof token === 'string' && token !== ''
    ? { uri, token }
    : undefined;
}

/** Registering may need an initial access token; a registration is managed with its own token. */
export function access({ client, scene }: Doing, action: Exclude<LifeAction, 'token'>): Promise<Access> {
  const { facts, settings } = scene.world;
  const headers: JsonObject = settings.headers;
  if (action === 'register') {
    const token = settings.initialAccessToken;
    if (token !== undefined) scene.secrets.add(token);
    return Promise.resolve({ url: facts.endpoints.registration, token, headers, before: [] });
  }
  const registration = currentRegistration(client);
  if (registration === undefined) throw new Unproven(noRegistration(client, 'to manage'));
  const management = managementOf(registration);
  if (management === undefined) {
    throw new Unproven('the server gave no registration_client_uri and registration_access_token');
  }
  scene.secrets.add(management.token);
  return Promise.resolve({ url: management.uri, token: management.token, headers, before: [] });
}
