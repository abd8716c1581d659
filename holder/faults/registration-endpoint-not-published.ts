import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves registration_endpoint out of the discovery document.',
  breaks: ['003'],
  rules: (rules) => ({ ...rules, metadata: (document) => omit(document, 'registration_endpoint') }),
} satisfies Fault;
