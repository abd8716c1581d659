import { Unproven } from '../../nouns/errors.js';
import { advertised } from '../../nouns/facts.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'The first of some values that a list of the discovery document does not hold',
  schema: {
    type: 'object',
    properties: { list: { type: 'string' }, of: { type: 'array', items: { type: 'string' }, minItems: 1 } },
    required: ['list', 'of'],
    additionalProperties: false,
  },
  make: (args, { facts }) => {
    const { list, of } = args as { readonly list: string; readonly of: readonly string[] };
    const free = of.find((value) => !advertised(facts, list).includes(value));
    if (free === undefined) throw new Unproven(`${list} of the discovery document holds ${of.join(', ')}`);
    return free;
  },
});
