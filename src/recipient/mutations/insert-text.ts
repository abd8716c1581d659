import { isJsonObject } from '../../nouns/json.js';
import { defineMutation, type Parts } from '../mutation.js';

const inserted = (part: string, text: string): string => {
  const middle = Math.floor(part.length / 2);
  return `${part.slice(0, middle)}${text}${part.slice(middle)}`;
};

export default defineMutation({
  summary: 'Text stands in the middle of one part of the JWS; a decoder that skips it finds a good signature',
  schema: {
    type: 'object',
    properties: { in: { enum: ['header', 'payload', 'signature'] }, text: { type: 'string', minLength: 1 } },
    required: ['in', 'text'],
    additionalProperties: false,
  },
  phase: 'after',
  apply: (args, parts) => {
    const { in: name, text } = isJsonObject(args) ? args : {};
    const altered: Parts = { ...parts, [String(name)]: inserted(parts[name as keyof Parts], String(text)) };
    return `${altered.header}.${altered.payload}.${altered.signature}`;
  },
});
