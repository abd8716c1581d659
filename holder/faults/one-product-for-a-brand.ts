import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Registers only one software product of a brand.',
  breaks: ['120'],
  rules: (rules) => ({ ...rules, duplicateKey: ({ org_id: id }) => asText(id) }),
} satisfies Fault;
