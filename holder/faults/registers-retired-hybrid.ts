import { someOf } from '../rules/metadata.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Still registers the hybrid flow after its retirement.',
  breaks: ['079', '153'],
  rules: (rules) => ({
    ...rules,
    fields: { ...rules.fields, response_types: someOf(['code', 'code id_token']) },
  }),
} satisfies Fault;
