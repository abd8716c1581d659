import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves grant_types and the token endpoint method out of the registration.',
  breaks: ['100'],
  rules: (rules) => ({
    ...rules,
    represent: (document) => omit(document, 'grant_types', 'token_endpoint_auth_method'),
  }),
} satisfies Fault;
