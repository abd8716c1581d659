import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns the members of RFC 7592.',
  breaks: ['105'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => ({
      ...document,
      registration_access_token: 'token',
      registration_client_uri: `https://holder.example/register/${asText(document.client_id)}`,
    }),
  }),
} satisfies Fault;
