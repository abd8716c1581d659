import { redirectUris } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes an empty array of redirect URIs for none given.',
  breaks: ['089'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) =>
        redirectUris(Array.isArray(value) && value.length === 0 ? undefined : value, context),
    },
  }),
} satisfies Fault;
