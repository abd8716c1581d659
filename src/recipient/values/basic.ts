import { isJsonObject } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary:
    'An Authorization field of the Basic scheme (RFC 7617), form-encoded as RFC 6749 section 2.3.1 asks',
  schema: {
    type: 'object',
    properties: { user: { type: 'string' }, password: { type: 'string' } },
    required: ['user', 'password'],
    additionalProperties: false,
  },
  make: (args) => {
    const { user = '', password = '' } = isJsonObject(args) ? args : {};
    const pair = [user, password].map((part) => encodeURIComponent(String(part))).join(':');
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  },
});
