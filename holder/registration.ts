/** Creation of a registration: POST on the registration endpoint. */
import type { Context } from './context.js';
import { examine, type Examined, rememberRequest } from './examination.js';
import { type Ask, jsonReply, type Reply } from './exchange.js';
import type { JsonObject } from './json.js';
import { Refusal, refuse, refuseMetadata } from './refusal.js';
import type { Registration } from './store.js';

/** Throws if the authorisation server underneath would not have the client. */
export type Acceptable = (document: JsonObject) => void;

/** Registers a software product, or throws Refusal. Between the duplicate check and the insertion nothing awaits. */
export const createRegistration = async (
  ask: Ask,
  context: Context,
  acceptable: Acceptable,
): Promise<Reply> => {
  const { rules, store } = context;
  const text = await requestText(ask, context);
  let key: string | undefined;
  try {
    const examined = await examine(text, ask.headers, context, (statement) => {
      key = rules.duplicateKey(statement);
      if (rules.duplicateChecked === 'on-arrival') refuseDuplicate(key, context);
    });
    const clientId = rules.clientId(examined.statement, examined.request, context.randomId);
    const document = {
      client_id: clientId,
      client_id_issued_at: Math.floor(context.now() / 1000),
      ...examined.members,
    };
    accepted(document, acceptable);
    const product = rules.duplicateKey(examined.statement);
    if (rules.duplicateChecked === 'at-commit') refuseDuplicate(product, context, document);
    commit(
      { clientId, key: product, document, usableFrom: context.now() + rules.usableAfterMs },
      examined,
      context,
    );
    return registrationReply(rules.createdStatus, document, 'create', context, examined.request);
  } catch (error) {
    if (error instanceof Refusal && key !== undefined && rules.refusedProductLocked) store.lock(key);
    throw error;
  }
};

/** The JWT in the body of a POST or PUT. Throws Refusal. */
export const requestText = async (ask: Ask, { rules }: Context): Promise<string> => {
  rules.mediaType(ask.headers);
  return rules.requestToken(await ask.body(rules.bodyLimit), ask.headers);
};

const refuseDuplicate = (key: string, { rules, store }: Context, instead?: JsonObject): void => {
  const existing = store.bySoftware(key);
  if (existing !== undefined && rules.duplicateOverwrites && instead !== undefined) {
    store.put({ ...existing, document: { ...instead, client_id: existing.clientId } });
  }
  if ((existing !== undefined && !rules.duplicateAllowed) || store.locked(key)) {
    refuse('invalid_software_statement', 'the software product is registered already', 'duplicate');
  }
};

const commit = (registration: Registration, examined: Examined, context: Context): void => {
  context.store.put(registration);
  rememberRequest(examined, context);
};

/** Lets the authorisation server underneath judge the client too. Throws Refusal. */
export const accepted = (document: JsonObject, acceptable: Acceptable): void => {
  try {
    acceptable(document);
  } catch {
    refuseMetadata('the authorisation server does not support this client');
  }
};

/** The registration as an answer. */
export const registrationReply = (
  status: number,
  document: JsonObject,
  operation: 'create' | 'read' | 'update',
  { rules }: Context,
  request?: JsonObject,
): Reply =>
  rules.registrationReply(jsonReply(status, rules.represent(document, operation, request)), request);
