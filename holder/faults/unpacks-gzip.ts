import { gunzipSync } from 'node:zlib';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Unpacks compressed bodies of any size.',
  breaks: ['196'],
  rules: (rules) => ({
    ...rules,
    head: (headers, operation) => {
      rules.head({ ...headers, 'content-encoding': undefined }, operation);
    },
    requestToken: (body, headers) =>
      rules.requestToken(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body, headers),
  }),
} satisfies Fault;
