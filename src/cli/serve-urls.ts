import { registerBase } from '../register/api/path.js';
import type { RunningHost } from '../register/host.js';
import type { Product } from '../register/product.js';

/** Every address at which the Register and its products answer, for the person who sets a holder up. */
export function servedText(host: RunningHost, products: readonly Product[]): string {
  const open = `${host.url}${registerBase}`;
  const lines: (readonly [string, string])[] = [
    ['Register, over TLS', ''],
    ['  Register keys', `${open}/jwks`],
    ['  data recipients', `${open}/all/data-recipients`],
    ['  statuses', `${open}/all/data-recipients/status`],
    ['', `${open}/all/data-recipients/brands/software-products/status`],
    ['', `${open}/all/data-holders/status`],
    ['  configuration', `${host.url}/idp/.well-known/openid-configuration`],
    ['Register, over mutual TLS', ''],
    ['  token endpoint', `${host.secureUrl ?? ''}/idp/connect/token`],
    [
      '  Get SSA',
      `${host.secureUrl ?? ''}${registerBase}/all/data-recipients/brands/BRAND/software-products/PRODUCT/ssa`,
    ],
    ['  data holder brands', `${host.secureUrl ?? ''}${registerBase}/all/data-holders/brands`],
    ...products.flatMap((product): (readonly [string, string])[] => [
      ['Software product', product.softwareId],
      ['  brand', product.brandId],
      ['  legal entity', product.legalEntityId],
      ['  product keys', product.jwksUri],
    ]),
  ];
  return lines.map(([label, value]) => `${label.padEnd(26)}${value}`.trimEnd()).join('\n');
}
