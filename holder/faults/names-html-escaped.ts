import type { Fault } from '../rules/types.js';

export default {
  description: 'Returns names with HTML escapes.',
  breaks: ['109', '099'],
  rules: (rules) => ({
    ...rules,
    represent: (document) =>
      Object.fromEntries(
        Object.entries(document).map(([name, value]) => [
          name,
          typeof value === 'string' && name !== 'software_statement'
            ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
            : value,
        ]),
      ),
  }),
} satisfies Fault;
