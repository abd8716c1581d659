import { Unproven } from '../../nouns/errors.js';
import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: 'A value of an earlier step: `step.member`, members may nest',
  schema: {
    type: 'string',
    title: 'a step and a member, such as given.client_id',
    pattern: '^[a-z][a-z0-9-]*(\\.[A-Za-z0-9_:-]+)+$',
  },
  make: (args, around) => {
    const [step = '', ...path] = String(args).split('.');
    let value: Json | undefined = around.stepValues(step);
    for (const member of path) value = isJsonObject(value) ? value[member] : undefined;
    if (value === undefined) throw new Unproven(`the step '${step}' gave no ${path.join('.')}`);
    return value;
  },
});
