import { gunzipSync } from 'node:zlib';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Unpacks compressed bodies of any size.',
  breaks: ['196'],
  rules: (rules) => ({
    ...rules,
    head: ({ 'content-encoding': _encoding, ...headers }, operation) => rules.head(headers, operation),
    requestToken: (body, headers) =>
      rules.requestToken(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body, headers),
  }),
} satisfies Fault;
