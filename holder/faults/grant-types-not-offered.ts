import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves grant_types_supported out of the discovery document.',
  breaks: ['011'],
  rules: (rules) => ({ ...rules, metadata: (document) => omit(document, 'grant_types_supported') }),
} satisfies Fault;
