import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves software_statement out of the registration.',
  breaks: ['098'],
  rules: (rules) => ({ ...rules, represent: (document) => omit(document, 'software_statement') }),
} satisfies Fault;
