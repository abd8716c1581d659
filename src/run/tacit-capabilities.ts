import type { Capability, Facts } from '../nouns/facts.js';
import type { OutsideRegister, Target } from '../nouns/target.js';
import type { Product } from '../register/product.js';
import { credentialsOf } from './wiring.js';
import type { Ground } from './ground.js';

/** Most products that a case names. */
const mostAtOnce = 5;

/**
 * The facts with what goes without saying while the harness plays the Register and comes as its own cast, and does not
 * otherwise (see `Manifest.needs`). What the target file states of a capability stands.
 */
export function withTacitCapabilities(facts: Facts, { target, outside }: Ground): Facts {
  const learnt = {
    ...(outside === undefined || target.register === undefined
      ? ownRegister
      : outsideRegister(target.register, outside.products, target.file)),
    ...(target.identity?.certificate === undefined ? {} : strangeIdentity),
  };
  const stated = new Set(Object.keys(target.capabilities));
  const fresh = Object.entries(learnt).filter(([name]) => !stated.has(name));
  return {
    ...facts,
    capabilities: { ...facts.capabilities, ...Object.fromEntries(fresh), ...lackingKey(target) },
  };
}

const no = (because: string): Capability => ({ has: false, because });
const yes = (because: string): Capability => ({ has: true, because });

const counts = Array.from({ length: mostAtOnce - 1 }, (_, index) => index + 2);

const own = yes('the harness plays the Register');
const ownRegister: Readonly<Record<string, Capability>> = {
  ...{ 'own-register': own, 'own-keys': own, 'own-host': own, 'own-authority': own },
  ...{ 'fresh-products': own, neighbour: own, 'two-redirect-uris': own },
  ...Object.fromEntries(counts.map((count) => [`products-${count}`, own])),
};

/** The target trusts the authority of the user's certificate, and nobody else of our cast. */
const strangeIdentity: Readonly<Record<string, Capability>> = {
  'own-authority': no(
    'we come with a certificate of your own (identity.certificate), so the target need not trust the CA of our other ones',
  ),
  neighbour: no('we come with a certificate of your own (identity.certificate), and there is no second one'),
};

function outsideRegister(
  { kind }: OutsideRegister,
  products: readonly Product[],
  file: string,
): Readonly<Record<string, Capability>> {
  const from = kind === 'files' ? 'from files' : 'from an outside Register';
  return {
    'own-register': no(
      `SSAs come ${from}: the harness can neither sign them nor change what the Register says`,
    ),
    'own-keys': no(
      `the software products come ${from}, and their keys are served elsewhere; if their jwks_uri leads to our host, say so under capabilities in ${file}`,
    ),
    'own-host': no(
      `with SSAs ${from} nobody knows whether the target reaches our host; if it does, say so under capabilities in ${file}`,
    ),
    'own-authority': no(`with SSAs ${from} the target need not trust our CA for clients`),
    'fresh-products': no(`the software products come ${from}: there are ${products.length} of them`),
    neighbour: no(`the software products come ${from}, all of one recipient`),
    'two-redirect-uris': products.every(({ redirectUris }) => redirectUris.length > 1)
      ? yes('every software product has several redirect URIs')
      : no('a software product of the pool has one redirect URI only'),
    ...Object.fromEntries(
      counts.map((count) => [
        `products-${count}`,
        { has: products.length >= count, because: `the pool has ${products.length} software products` },
      ]),
    ),
  };
}

/** Nobody can state a key into being: products of an outside Register show only the keys that they have. */
function lackingKey(target: Target): Readonly<Record<string, Capability>> {
  if (target.register === undefined) return {};
  const keys = credentialsOf(target).signing.map(({ alg }) => alg);
  return keys.includes('ES256') ? {} : { es256: no('identity.signing holds no P-256 key') };
}
