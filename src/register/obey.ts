import type { ControlAnswer, ControlRequest } from './control-protocol.js';
import { lend, takeBack } from './lending.js';
import type { KeySet } from './product.js';
import { documentKey, retire, statusKey, type World } from './world.js';

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Does what a worker asks; the only way to change a host's world. */
export function obey(world: World, request: ControlRequest): ControlAnswer {
  switch (request.do) {
    case 'publish': {
      if (holdsSecrets(request.jwks)) return refused('a key set to publish holds private keys');
      world.products.set(request.product.softwareId, { product: request.product, jwks: request.jwks });
      return { ok: true };
    }
    case 'behave': {
      if (!world.products.has(request.softwareId))
        return refused(`no product ${request.softwareId} is published`);
      world.behaviours.set(documentKey(request.softwareId, request.document), request.behaviour);
      return { ok: true };
    }
    case 'fetches':
      return { ok: true, fetches: world.fetches.get(request.log) ?? [] };
    case 'handshakes':
      return { ok: true, handshakes: world.handshakes };
    case 'retire':
      retire(world, request.softwareId);
      return { ok: true };
    case 'status':
      world.statuses.set(statusKey(request.change), request.change);
      return { ok: true };
    case 'keys':
      world.registerKeys = request.shown;
      return { ok: true };
    case 'borrow':
      return { ok: true, loan: lend(world.lent, request) };
    case 'give-back':
      takeBack(world.lent, request.softwareId, request.spent);
      return { ok: true };
    case 'brands':
      world.brands = request.brands;
      return { ok: true };
    default:
      return refused('unknown request');
  }
}

function holdsSecrets(jwks: KeySet): boolean {
  return jwks.keys.some((key) => secretMembers.some((member) => member in key));
}

function refused(error: string): ControlAnswer {
  return { ok: false, error };
}
