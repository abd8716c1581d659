import { asText } from '../json.js';
import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads the sector document but does not compare it with the redirect URIs.',
  breaks: ['071'],
  rules: (rules) => ({
    ...rules,
    sector: async ({ sector_identifier_uri: uri }, _redirectUris, read) => {
      if (uri !== undefined)
        await read(asText(uri)).catch(() => refuseRequest('the sector document could not be had'));
    },
  }),
} satisfies Fault;
