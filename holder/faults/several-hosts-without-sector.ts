import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers redirect URIs on several hosts without a sector document.',
  breaks: ['072'],
  rules: (rules) => ({
    ...rules,
    sector: async (statement, redirectUris, read) => {
      if (statement.sector_identifier_uri !== undefined) await rules.sector(statement, redirectUris, read);
    },
  }),
} satisfies Fault;
