import { isJsonObject } from '../../nouns/json.js';
import { defineMutation } from '../mutation.js';

/** A JSON text in which `name` occurs a second time, ahead of the honest one. */
function withTwin(text: string, name: string, value: unknown): string {
  return `{${JSON.stringify(name)}:${JSON.stringify(value)},${text.slice(1)}`;
}

export default defineMutation({
  summary:
    'A member stands twice in the payload (or the header), with different values; the signature is good',
  schema: {
    type: 'object',
    properties: { in: { enum: ['payload', 'header'] }, name: { type: 'string' }, value: {} },
    required: ['name', 'value'],
    additionalProperties: false,
  },
  phase: 'before',
  apply: (args, texts) => {
    if (!isJsonObject(args)) return texts;
    const name = String(args['name']);
    return args['in'] === 'header'
      ? { ...texts, header: withTwin(texts.header, name, args['value']) }
      : { ...texts, payload: withTwin(texts.payload, name, args['value']) };
  },
});
