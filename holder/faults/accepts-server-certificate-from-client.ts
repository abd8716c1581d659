import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts client certificates whose extended key usage is that of a server.',
  breaks: ['024'],
  rules: (rules) => ({ ...rules, certificateErrorsTolerated: ['INVALID_PURPOSE'] }),
} satisfies Fault;
