import { AsyncLocalStorage } from 'node:async_hooks';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { asText, type JsonObject, type JsonValue } from './json.js';
import { soundRedirectUri } from './rules/metadata.js';
import type { Jwk } from './signature.js';
import type { Store } from './store.js';
import { encryptionAlgs, encryptionEncs, grantTypes, signingAlgs } from './vocabulary.js';

/** What the edge found out about the token request that is being served. */
export type InFlight = {
  /** The key that authenticates the client. */
  readonly key: Jwk;
  readonly alg: string;
  readonly bound: boolean;
  readonly tokenSeconds: number;
};

/** Carries the findings of the edge into the provider's callbacks, request by request. */
export const inFlight = new AsyncLocalStorage<InFlight>();

/** The adapter is asynchronous in form only: what it does is done when it returns. */
const done = Promise.resolve();

/** Models of the provider in memory; its clients are views of our registrations. */
export const createAdapterFactory = (store: Store): { factory: AdapterFactory; clear: () => void } => {
  const models = new Map<string, Map<string, AdapterPayload>>();
  const model = (name: string): Map<string, AdapterPayload> => {
    const found = models.get(name) ?? new Map<string, AdapterPayload>();
    models.set(name, found);
    return found;
  };

  const find = (name: string, id: string): AdapterPayload | undefined => {
    if (name !== 'Client') return model(name).get(id);
    const registration = store.byClientId(id);
    const request = inFlight.getStore();
    return registration && request && clientView(registration.document, request);
  };

  const factory: AdapterFactory = (name): Adapter => ({
    upsert: (id, payload) => {
      model(name).set(id, payload);
      return done;
    },
    find: (id) => Promise.resolve(find(name, id)),
    findByUserCode: () => Promise.resolve(undefined),
    findByUid: (uid) => Promise.resolve([...model(name).values()].find((payload) => payload.uid === uid)),
    consume: (id) => {
      const payload = model(name).get(id);
      if (payload) model(name).set(id, { ...payload, consumed: Math.floor(Date.now() / 1000) });
      return done;
    },
    destroy: (id) => {
      model(name).delete(id);
      return done;
    },
    revokeByGrantId: (grantId) => {
      for (const entries of models.values()) {
        for (const [id, payload] of entries) if (payload.grantId === grantId) entries.delete(id);
      }
      return done;
    },
  });
  return {
    factory,
    clear: () => {
      models.forEach((entries) => {
        entries.clear();
      });
    },
  };
};

/**
 * The client as the provider has to see it. A faulty holder may have registered values that the provider does not
 * know; these are left out here, so that only the rule at fault is broken.
 */
export const clientView = (document: JsonObject, request: InFlight): JsonObject => {
  const hybrid = strings(document.response_types).includes('code id_token');
  // In a loopback laboratory the redirect URIs name localhost, which OIDC Registration 1.0 section 2 denies to web
  // clients of the implicit grant, and so the provider to hybrid ones; nobody authorises here, so a stand-in will do.
  const denied = (uri: string): boolean => hybrid && new URL(uri).hostname === 'localhost';
  const redirectUris = strings(document.redirect_uris).filter((uri) => soundRedirectUri(uri) && !denied(uri));
  return {
    client_id: document.client_id ?? '',
    redirect_uris: redirectUris.length > 0 ? redirectUris : ['https://recipient.invalid/none'],
    response_types: ['code', ...(hybrid ? ['code id_token'] : [])],
    grant_types: [...grantTypes, ...(hybrid ? ['implicit'] : [])],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: request.alg,
    ...pick(document, signed, signingAlgs),
    ...pick(document, encryptedAlg(hybrid), encryptionAlgs),
    ...pick(document, encryptedEnc(document, hybrid), encryptionEncs),
    jwks: { keys: [request.key] },
    tls_client_certificate_bound_access_tokens: request.bound,
  };
};

const signed = [
  'id_token_signed_response_alg',
  'authorization_signed_response_alg',
  'request_object_signing_alg',
];

const encryptedAlg = (hybrid: boolean): readonly string[] => [
  'authorization_encrypted_response_alg',
  ...(hybrid ? ['id_token_encrypted_response_alg'] : []),
];

const encryptedEnc = (document: JsonObject, hybrid: boolean): readonly string[] =>
  encryptedAlg(hybrid)
    .filter((name) => encryptionAlgs.includes(asText(document[name])))
    .map((name) => name.replace(/alg$/u, 'enc'));

const strings = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const pick = (document: JsonObject, names: readonly string[], allowed: readonly string[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = document[name];
      return typeof value === 'string' && allowed.includes(value) ? [[name, value]] : [];
    }),
  );
