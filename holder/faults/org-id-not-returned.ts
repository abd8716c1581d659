import { omit } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Leaves org_id and client_name out of the registration.',
  breaks: ['099', '100'],
  rules: (rules) => ({ ...rules, represent: (document) => omit(document, 'org_id', 'client_name') }),
} satisfies Fault;
