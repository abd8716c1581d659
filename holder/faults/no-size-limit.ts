import type { Fault } from '../rules/types.js';

export default {
  description: 'Reads bodies of any size up to 32 MiB.',
  breaks: ['196'],
  rules: (rules) => ({ ...rules, bodyLimit: 32 * 1024 * 1024 }),
} satisfies Fault;
