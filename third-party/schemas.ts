import type { JsonSchema } from '../src/nouns/plugin.js';

const sentence = { type: 'string', minLength: 20 } as const;
const texts = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

/** Shape of `server.yaml`. */
export const serverSchema: JsonSchema = {
  type: 'object',
  required: ['title', 'url', 'about', 'package', 'from', 'start'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1 },
    url: { type: 'string', format: 'uri' },
    about: sentence,
    package: { type: 'string', minLength: 1 },
    from: { enum: ['npm', 'debian'] },
    also: texts,
    debconf: texts,
    start: { ...texts, minItems: 1 },
    register: { type: 'boolean' },
    cases: { ...texts, minItems: 1 },
    workers: { type: 'integer', minimum: 1 },
  },
};

/** Shape of `findings.yaml`. An entry without a reason by the clause is not accepted. */
export const findingsSchema: JsonSchema = {
  type: 'object',
  required: ['version', 'verdict', 'passed', 'findings', 'unproven'],
  additionalProperties: false,
  properties: {
    version: { type: 'string', minLength: 1 },
    verdict: { enum: ['conforms', 'partly-shown', 'does-not-conform'] },
    passed: { type: 'integer', minimum: 1 },
    leavesClients: sentence,
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['requirement', 'verdict', 'did', 'why', 'cases'],
        additionalProperties: false,
        properties: {
          requirement: { type: 'string', minLength: 1 },
          verdict: { enum: ['unmet', 'warned'] },
          steady: { const: false },
          did: sentence,
          why: sentence,
          cases: { ...texts, minItems: 1, uniqueItems: true },
        },
      },
    },
    unproven: {
      type: 'array',
      items: {
        type: 'object',
        required: ['why', 'cases'],
        additionalProperties: false,
        properties: { why: sentence, cases: { ...texts, minItems: 1, uniqueItems: true } },
      },
    },
  },
};
