import trusting from './trusts-certificate-header.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes a header for the client certificate of a connection that has none.',
  breaks: ['198', '022'],
  rules: (rules) => ({ ...trusting.rules(rules), noCertificateTolerated: true }),
} satisfies Fault;
