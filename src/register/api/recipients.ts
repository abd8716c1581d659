import type { JsonObject } from '../../nouns/json.js';
import { jsonAnswer, type Answer } from '../reply.js';
import { productStatus, recipientStatus } from '../statuses.js';
import type { Product } from '../product.js';
import type { World } from '../world.js';

/** Get Data Recipients, versions 3 and 4: legal entities, their brands, their software products. */
export function recipientsReply(world: World, self: string): Answer {
  const products = [...world.products.values()].map(({ product }) => product);
  const data = grouped(products, ({ legalEntityId }) => legalEntityId).map((ofEntity) =>
    shownEntity(world, ofEntity),
  );
  return jsonAnswer({ data, links: { self }, meta: {} });
}

function shownEntity(world: World, [first, ...rest]: Group): JsonObject {
  const brands = grouped([first, ...rest], ({ brandId }) => brandId);
  return {
    legalEntityId: first.legalEntityId,
    legalEntityName: first.legalEntityName,
    accreditationNumber: `ADRBNK${first.legalEntityId.slice(0, 6).toUpperCase()}`,
    accreditationLevel: 'UNRESTRICTED',
    logoUri: first.logoUri,
    status: recipientStatus(world, first.legalEntityId),
    lastUpdated: world.started,
    dataRecipientBrands: brands.map((ofBrand) => ({
      dataRecipientBrandId: ofBrand[0].brandId,
      brandName: ofBrand[0].brandName,
      logoUri: ofBrand[0].logoUri,
      status: recipientStatus(world, first.legalEntityId),
      softwareProducts: ofBrand.map((product) => ({
        softwareProductId: product.softwareId,
        softwareProductName: product.clientName,
        softwareProductDescription: product.clientDescription,
        logoUri: product.logoUri,
        status: productStatus(world, product.softwareId),
      })),
    })),
  };
}

type Group = readonly [Product, ...Product[]];

function grouped(products: readonly Product[], key: (product: Product) => string): readonly Group[] {
  const groups = new Map<string, [Product, ...Product[]]>();
  for (const product of products) {
    const group = groups.get(key(product));
    if (group === undefined) groups.set(key(product), [product]);
    else group.push(product);
  }
  return [...groups.values()];
}
