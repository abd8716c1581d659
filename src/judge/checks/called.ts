import type { Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { option } from '../options.js';

const bounds = (args: Json): { readonly min: number; readonly max: number } => ({
  min: Number(option(args, 'min') ?? 0),
  max: Number(option(args, 'max') ?? Number.POSITIVE_INFINITY),
});
const inWords = (args: Json): string => {
  const { min, max } = bounds(args);
  const path = String(option(args, 'path'));
  if (max === 0) return `${path} is never fetched`;
  return max === Number.POSITIVE_INFINITY
    ? `${path} is fetched at least ${String(min)} times`
    : `${path} is fetched ${String(min)} to ${String(max)} times`;
};

export default defineCheck({
  summary:
    'How often the target fetched something from our host during the step (paths that contain the text)',
  needs: ['own-host'],
  schema: {
    type: 'object',
    properties: { path: { type: 'string' }, min: { type: 'integer' }, max: { type: 'integer' } },
    required: ['path'],
    additionalProperties: false,
  },
  explain: inWords,
  judge: (args, { step }) => {
    const { min, max } = bounds(args);
    const count = step.fetches.filter((fetch) => fetch.path.includes(String(option(args, 'path')))).length;
    return { met: count >= min && count <= max, expected: inWords(args), actual: `${String(count)} fetches` };
  },
});
