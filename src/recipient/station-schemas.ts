import type { JsonSchema } from '../nouns/plugin.js';

/** `set` and `remove` of members of a JSON object. */
export const memberEdits: JsonSchema = {
  type: 'object',
  properties: {
    set: { type: 'object', minProperties: 1 },
    remove: { type: 'array', items: { type: 'string' }, minItems: 1 },
  },
  additionalProperties: false,
  minProperties: 1,
};

/** Member edits of a payload, or another payload altogether. */
export const claimEdits: JsonSchema = {
  type: 'object',
  properties: {
    set: { type: 'object', minProperties: 1 },
    remove: { type: 'array', items: { type: 'string' }, minItems: 1 },
    put: {},
  },
  additionalProperties: false,
  minProperties: 1,
};

/** The cast's signers. */
export const signers = [
  'recipient',
  'recipient-next',
  'neighbour',
  'stranger',
  'register',
  'register-next',
  'register-token',
] as const;

export const jwsEdits: JsonSchema = {
  type: 'object',
  properties: {
    alg: { type: 'string' },
    kid: {},
    typ: {},
    header: memberEdits,
    signedBy: { enum: [...signers] },
    tamper: { $ref: '#/$defs/mutation' },
  },
  additionalProperties: false,
  minProperties: 1,
};

export const jwtEdits: JsonSchema = {
  type: 'object',
  properties: { claims: claimEdits, jws: jwsEdits },
  additionalProperties: false,
  minProperties: 1,
};
