import type { Manifest } from '../../nouns/plugin.js';
import { memberEdits } from '../station-schemas.js';

export default {
  summary: 'The HTTP request: method, header fields, body, or the whole URL',
  schema: {
    type: 'object',
    properties: {
      method: { type: 'string' },
      url: { type: 'string' },
      headers: memberEdits,
      body: { type: 'string' },
    },
    additionalProperties: false,
    minProperties: 1,
  },
} satisfies Manifest;
