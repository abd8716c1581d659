import { isJsonObject, type JsonObject } from '../../nouns/json.js';
import { editMembers } from '../edits.js';
import { defineMutation } from '../mutation.js';

export default defineMutation({
  summary: 'A member of the payload whose value is this raw JSON text, sound or not; the signature is good',
  schema: {
    type: 'object',
    properties: { name: { type: 'string' }, text: { type: 'string' } },
    required: ['name', 'text'],
    additionalProperties: false,
  },
  phase: 'before',
  apply: (args, { header, payload }) => {
    const { name, text } = isJsonObject(args) ? args : {};
    const others = editMembers(JSON.parse(payload) as JsonObject, { remove: [String(name)] });
    return { header, payload: `{${JSON.stringify(name)}:${String(text)},${JSON.stringify(others).slice(1)}` };
  },
});
