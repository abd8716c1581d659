import { isJsonObject } from '../../nouns/json.js';
import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'Text stands before or after the whole JWS',
  schema: {
    type: 'object',
    properties: { before: { type: 'string' }, after: { type: 'string' } },
    additionalProperties: false,
    minProperties: 1,
  },
  phase: 'after',
  apply: (args, { header, payload, signature }) => {
    const { before = '', after = '' } = isJsonObject(args) ? args : {};
    return `${String(before)}${header}.${payload}.${signature}${String(after)}`;
  },
});
