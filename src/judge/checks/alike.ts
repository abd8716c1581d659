import { lastExchange, type StepRecord } from '../../nouns/exchange.js';
import { isJsonObject } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { show, showOutcome } from '../show.js';

/** What a stranger can tell answers apart by: the status, and the body with its length when it is JSON. */
function trait(step: StepRecord | undefined): string | undefined {
  const outcome = step === undefined ? undefined : lastExchange(step)?.outcome;
  if (outcome?.kind !== 'answer') return undefined;
  const error = isJsonObject(outcome.json) ? outcome.json['error'] : undefined;
  return `status ${String(outcome.status)}, error ${show(error)}, a body of ${String(outcome.body.length)} characters`;
}

export default defineCheck({
  summary: 'The answer has the status, the error code and the length of the answer to an earlier step',
  schema: { type: 'string' },
  explain: (args) => `the answer is like the one to '${String(args)}'`,
  judge: (args, { step, steps }) => {
    const due = trait(steps.find(({ name }) => name === args));
    const found = trait(step);
    const expected = due ?? `an answer like the one to '${String(args)}'`;
    const actual = found ?? showOutcome(lastExchange(step));
    return due === undefined || found === undefined
      ? { met: 'unproven', expected, actual }
      : { met: due === found, expected, actual };
  },
});
