import type { JsonObject } from '../../nouns/json.js';
import { jsonAnswer, type Answer } from '../reply.js';
import { holderStatus } from '../statuses.js';
import type { World } from '../world.js';
import { cdrError } from './cdr-error.js';
import type { HolderBrand } from './holder-brand.js';
import { cutPage } from './pages.js';

/** RFC 3339 date-time: what `updated-since` holds. */
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Get Data Holder Brands, versions 2 and 3; `self` is the URL of the request. */
export function brandsReply(world: World, industry: string, version: number, self: URL): Answer {
  const since = self.searchParams.get('updated-since');
  if (since !== null && (!dateTime.test(since) || Number.isNaN(Date.parse(since)))) {
    return cdrError('invalid-date', 'updated-since: a date and time of RFC 3339');
  }
  const wanted = world.brands.filter(
    (brand) =>
      (industry === 'all' || brand.industries.includes(industry)) &&
      (since === null || Date.parse(brand.lastUpdated) >= Date.parse(since)),
  );
  const page = cutPage(wanted, self);
  if ('kind' in page) return page;
  return jsonAnswer({
    data: page.items.map((brand) => shownBrand(world, brand, version)),
    links: page.links,
    meta: page.meta,
  });
}

function shownBrand(world: World, brand: HolderBrand, version: number): JsonObject {
  return {
    dataHolderBrandId: brand.id,
    brandName: brand.name,
    industries: brand.industries,
    logoUri: brand.logoUri,
    legalEntity: {
      legalEntityId: brand.legalEntityId,
      legalEntityName: brand.legalEntityName,
      logoUri: brand.logoUri,
      status: holderStatus(world, brand.legalEntityId),
    },
    status: holderStatus(world, brand.legalEntityId),
    endpointDetail: {
      version: '1',
      publicBaseUri: brand.publicBaseUri,
      resourceBaseUri: brand.resourceBaseUri,
      infosecBaseUri: brand.infosecBaseUri,
      websiteUri: brand.websiteUri,
      ...(version >= 3 ? { productBaseUri: brand.publicBaseUri } : {}),
    },
    authDetails: [{ registerUType: 'SIGNED-JWT', jwksEndpoint: brand.jwksUri }],
    lastUpdated: brand.lastUpdated,
  };
}
