import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'Something of our software product: one of its URLs, a path on its host, or its software_id',
  schema: {
    anyOf: [
      {
        enum: [
          'software_id',
          'jwks_uri',
          'sector_identifier_uri',
          'first_redirect_uri',
          'second_redirect_uri',
        ],
      },
      { type: 'string', pattern: '^/' },
    ],
  },
  needs: (args) => (args === 'second_redirect_uri' ? ['two-redirect-uris'] : []),
  make: (args, around) => {
    const { product } = around;
    switch (args) {
      case 'software_id':
        return product.softwareId;
      case 'jwks_uri':
        return product.jwksUri;
      case 'sector_identifier_uri':
        return product.sectorIdentifierUri;
      case 'first_redirect_uri':
        return product.redirectUris[0] ?? '';
      case 'second_redirect_uri':
        return product.redirectUris[1] ?? '';
      default:
        return `${around.hostUrl}${String(args)}`;
    }
  },
});
