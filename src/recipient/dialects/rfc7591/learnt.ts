import type { Exchange } from '../../../nouns/exchange.js';
import type { Capability } from '../../../nouns/facts.js';
import { isSuccess, statusOf, type LifeAction } from '../../dialect.js';
import { bodyOf } from '../../scene.js';
import { managementOf } from './access.js';
import { recognition } from './token.js';

/** The life of one client before the first case; calls that could not be made are missing. */
export type FirstLife = Readonly<Partial<Record<LifeAction | 'stranger', Exchange>>>;

/** Statuses by which a server says that it does not offer a method (RFC 9110 section 15). */
const notOffered = [404, 405, 501];

/**
 * What the life of one client shows that the server can do. A call that is refused in another way than "not offered" is
 * there and is judged: only what a server does not claim to offer is left out.
 */
export function capabilitiesLearnt(life: FirstLife): Readonly<Record<string, Capability>> {
  const registered = bodyOf(life.register);
  const management = managementOf({ body: registered });
  const managed: Capability = {
    has: management !== undefined,
    because:
      management === undefined
        ? 'the registration brought no registration_client_uri and registration_access_token, so there is no management (RFC 7592 is optional)'
        : 'the registration brought registration_client_uri and registration_access_token',
  };
  return {
    management: managed,
    read: offered(life.read, managed),
    update: offered(life.update, managed),
    delete: offered(life.delete, managed),
    'client-secret': {
      has: typeof registered['client_secret'] === 'string',
      because: `a valid registration ${typeof registered['client_secret'] === 'string' ? 'brings' : 'brings no'} client_secret`,
    },
    'token-endpoint-tells': tells(life),
  };
}

function offered(exchange: Exchange | undefined, managed: Capability): Capability {
  if (!managed.has || exchange === undefined) return { has: false, because: managed.because };
  const { method } = exchange.request;
  const status = statusOf(exchange);
  return notOffered.includes(status)
    ? { has: false, because: `${method} on registration_client_uri was answered ${String(status)}` }
    : {
        has: true,
        because: `${method} on registration_client_uri was ${isSuccess(exchange) ? 'accepted' : 'answered'} (${String(status)})`,
      };
}

/** Some servers look at the code before they look at the client: their answers say nothing about clients. */
function tells({ token, stranger }: FirstLife): Capability {
  if (token === undefined || stranger === undefined) {
    return { has: false, because: 'the token endpoint could not be asked' };
  }
  const [own, other] = [recognition(token), recognition(stranger)];
  const has = own === 'yes' && other === 'no';
  const answers = `a registered client was answered ${inWords(token)}, an unknown one ${inWords(stranger)}`;
  return {
    has,
    because: `${has ? 'the token endpoint tells clients apart' : 'the token endpoint does not tell'}: ${answers}`,
  };
}

function inWords(exchange: Exchange): string {
  const error = bodyOf(exchange)['error'];
  return `${String(statusOf(exchange))}${typeof error === 'string' ? ` ${error}` : ''}`;
}
