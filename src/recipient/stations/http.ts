import type { Manifest } from '../../nouns/plugin.js';
import { memberEdits } from '../station-schemas.js';

export default {
  summary: 'The HTTP request: method, header fields, body, its compression, or the whole URL',
  schema: {
    type: 'object',
    properties: {
      method: { type: 'string' },
      url: { type: 'string' },
      headers: memberEdits,
      body: { type: 'string' },
      gzip: { const: true },
    },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;
