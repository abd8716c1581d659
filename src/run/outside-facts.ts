import type { Capability, Facts } from '../nouns/facts.js';
import { credentialsOf, type Ground } from './ground.js';

/** Most products that a case names. */
const mostAtOnce = 5;

/**
 * The facts with what goes without saying while the harness plays the Register, and does not where somebody else does.
 * What the target file states of a capability stands.
 */
export function withOutsideRegister(facts: Facts, { target, outside }: Ground): Facts {
  if (outside === undefined || target.register === undefined) return facts;
  const { products } = outside;
  const from = target.register.kind === 'files' ? 'from files' : 'from an outside Register';
  const no = (because: string): Capability => ({ has: false, because });
  const keys = credentialsOf(target).signing.map(({ alg }) => alg);
  const redirects = products.every(({ redirectUris }) => redirectUris.length > 1);
  const learnt: Record<string, Capability> = {
    'own-register': no(
      `SSAs come ${from}: the harness can neither sign them nor change what the Register says`,
    ),
    'own-keys': no(
      `the software products come ${from}, and their keys are served elsewhere; if their jwks_uri leads to our host, say so under capabilities in ${target.file}`,
    ),
    'own-host': no(
      `with SSAs ${from} nobody knows whether the target reaches our host; if it does, say so under capabilities in ${target.file}`,
    ),
    'fresh-products': no(`the software products come ${from}: there are ${products.length} of them`),
    neighbour: no(`the software products come ${from}, all of one recipient`),
    'two-redirect-uris': redirects
      ? { has: true, because: 'every software product has several redirect URIs' }
      : no('a software product of the pool has one redirect URI only'),
    ...Object.fromEntries(
      Array.from({ length: mostAtOnce - 1 }, (_, index) => index + 2).map((count) => [
        `products-${count}`,
        { has: products.length >= count, because: `the pool has ${products.length} software products` },
      ]),
    ),
  };
  const stated = new Set(Object.keys(target.capabilities));
  const fresh = Object.entries(learnt).filter(([name]) => !stated.has(name));
  // Nobody can state a key into being.
  const es256 = keys.includes('ES256') ? {} : { es256: no('identity.signing holds no P-256 key') };
  return { ...facts, capabilities: { ...facts.capabilities, ...Object.fromEntries(fresh), ...es256 } };
}
