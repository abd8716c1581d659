import { isJsonObject, type JsonObject } from '../../nouns/json.js';
import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'Members of the JOSE header are changed after it was signed',
  schema: { type: 'object', minProperties: 1 },
  phase: 'after',
  apply: (args, parts) => {
    const header = JSON.parse(Buffer.from(parts.header, 'base64url').toString('utf8')) as JsonObject;
    const altered = { ...header, ...(isJsonObject(args) ? args : {}) };
    const text = Buffer.from(JSON.stringify(altered), 'utf8').toString('base64url');
    return `${text}.${parts.payload}.${parts.signature}`;
  },
});
