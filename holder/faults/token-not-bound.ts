import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens that work over any certificate.',
  breaks: ['139', '162'],
  rules: (rules) => ({ ...rules, tokenBound: false, tokenOfCertificate: () => undefined }),
} satisfies Fault;
