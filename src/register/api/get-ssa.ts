import { answer, type Answer } from '../reply.js';
import { mintSsa, ssaClaims } from '../software-statement.js';
import { productStatus, recipientStatus } from '../statuses.js';
import type { World } from '../world.js';
import { cdrError } from './cdr-error.js';

/** What Get SSA is asked for, and by whom. */
export interface SsaWish {
  readonly brandId: string;
  readonly softwareId: string;
  readonly industry: string;
  readonly version: number;
  /** Client of the access token. */
  readonly clientId: string;
  readonly now: Date;
  /** Hex without dashes. */
  readonly jti: string;
}

/**
 * Get SSA, versions 3 and 4: the bare JWT, for the product itself and only while it and its recipient are active
 * (CDS, Get Software Statement Assertion). Version 4 knows no industry but `all`.
 */
export async function ssaReply(world: World, wish: SsaWish): Promise<Answer> {
  const { brandId, softwareId } = wish;
  if (wish.version >= 4 && wish.industry !== 'all') return cdrError('invalid-field', 'industry');
  const products = [...world.products.values()].map(({ product }) => product);
  if (!products.some((product) => product.brandId === brandId)) return cdrError('unknown-brand', brandId);
  const product = world.products.get(softwareId)?.product;
  if (product?.brandId !== brandId || wish.clientId !== softwareId)
    return cdrError('unknown-product', softwareId);
  const active =
    productStatus(world, softwareId) === 'ACTIVE' &&
    recipientStatus(world, product.legalEntityId) === 'ACTIVE';
  if (!active) return cdrError('not-active', softwareId);
  const claims = ssaClaims(product, { now: wish.now, jti: wish.jti });
  // The key that signs is one that the key set shows.
  const key = world.cast.key(world.registerKeys === 'rotated' ? 'register-next-ps256' : 'register-ps256');
  return answer(200, 'application/jwt', await mintSsa(claims, key));
}
