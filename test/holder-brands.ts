import type { HolderBrand } from '../src/register/api/holder-brand.js';

/** One of many brands of Data Holders; the id says its place. */
export function brandNumber(index: number): HolderBrand {
  const base = `https://brand${index}.example`;
  return {
    id: `brand-${index}`,
    name: `Brand ${index}`,
    legalEntityId: `entity-${index}`,
    legalEntityName: `Entity ${index}`,
    industries: [index % 3 === 0 ? 'energy' : 'banking'],
    infosecBaseUri: base,
    publicBaseUri: base,
    resourceBaseUri: base,
    websiteUri: base,
    logoUri: `${base}/logo`,
    jwksUri: `${base}/jwks`,
    lastUpdated: `2026-01-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00Z`,
  };
}
