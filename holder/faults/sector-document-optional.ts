import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers although the sector document cannot be read.',
  breaks: ['071'],
  rules: (rules) => ({
    ...rules,
    sector: async (statement, redirectUris, read) =>
      rules.sector(statement, redirectUris, (url) => read(url).catch(() => redirectUris)),
  }),
} satisfies Fault;
