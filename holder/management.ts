/** GET, PUT and DELETE on a registration. The caller is authorised already. */
import type { Context } from './context.js';
import { examine, rememberRequest } from './examination.js';
import type { Ask, Reply } from './exchange.js';
import { Refusal, refuseBearer } from './refusal.js';
import { accepted, type Acceptable, registrationReply, requestText } from './registration.js';
import type { Registration } from './store.js';

const existing = (clientId: string, { store }: Context): Registration =>
  store.byClientId(clientId) ?? refuseBearer(401, 'invalid_token', 'the client is unknown');

export const readRegistration = (clientId: string, context: Context): Reply =>
  registrationReply(200, existing(clientId, context).document, 'read', context);

/** Replaces the registration by what the request and its SSA say now (CDR-DCR-REQ-146 to 153). Throws Refusal. */
export const updateRegistration = async (
  ask: Ask,
  clientId: string,
  context: Context,
  acceptable: Acceptable,
): Promise<Reply> => {
  try {
    return await update(ask, clientId, context, acceptable);
  } catch (error) {
    const current = context.store.byClientId(clientId);
    if (error instanceof Refusal && current !== undefined) {
      context.store.put({ ...current, document: context.rules.updateRefused(current.document) });
    }
    throw error;
  }
};

const update = async (
  ask: Ask,
  clientId: string,
  context: Context,
  acceptable: Acceptable,
): Promise<Reply> => {
  const { rules, store } = context;
  const text = await requestText(ask, context);
  const examined = await examine(
    text,
    ask.headers,
    { ...context, rules: rules.updateRules(rules) },
    (statement) => {
      rules.sameProduct(existing(clientId, context).document, statement);
    },
  );
  const updated = rules.updatedClient(examined.request, clientId);
  const current = existing(updated, context);
  const { client_id_issued_at: issuedAt } = current.document;
  const { stored, answered } = rules.updated(current.document, {
    client_id: updated,
    ...(issuedAt === undefined ? {} : { client_id_issued_at: issuedAt }),
    ...examined.members,
  });
  accepted(stored, acceptable);
  store.put({ ...current, document: stored });
  rememberRequest(examined, context);
  return registrationReply(rules.updatedStatus, answered, 'update', context, examined.request);
};

/** Removes the registration; its tokens and its authentication end with it (CDR-DCR-REQ-155, 156). */
export const deleteRegistration = (clientId: string, { rules, store }: Context): Reply => {
  const registration = store.byClientId(clientId);
  if (rules.deletes && registration !== undefined) {
    store.remove(clientId);
    if (rules.deletedProductLocked) store.lock(registration.key);
  }
  return rules.deletedReply;
};
