import { asText } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Alters a registration although it refuses the update.',
  breaks: ['116', '148'],
  rules: (rules) => ({
    ...rules,
    updateRefused: (before) => ({ ...before, client_name: `${asText(before.client_name)} (pending)` }),
  }),
} satisfies Fault;
