import { keyTypeFits } from '../signature.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Verifies client assertions with keys that are published for another purpose or algorithm.',
  breaks: ['200'],
  rules: (rules) => ({
    ...rules,
    assertionJws: { ...rules.assertionJws, keyUsable: keyTypeFits },
  }),
} satisfies Fault;
