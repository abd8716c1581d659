import { redirectUris } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers all redirect URIs of the SSA although fewer were asked for.',
  breaks: ['104'],
  rules: (rules) => ({
    ...rules,
    fields: {
      ...rules.fields,
      redirect_uris: (value, context) => {
        redirectUris(value, context);
        return context.statement.redirect_uris;
      },
    },
  }),
} satisfies Fault;
