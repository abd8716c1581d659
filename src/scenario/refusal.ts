import { isJsonObject, type Json } from '../nouns/json.js';
import type { Expectation } from '../nouns/scenario.js';

/** Whether expectations count a refusal as good: `refused`, an error code, or only statuses from 400. */
export function expectsRefusal(expectations: readonly Pick<Expectation, 'check' | 'args'>[]): boolean {
  return expectations.some(({ check, args }) => mentionsRefusal(check, args));
}

function mentionsRefusal(check: string, args: Json): boolean {
  if (check === 'refused' || check === 'error' || check === 'due-answer') return true;
  if (check === 'status') return [args].flat().every((status) => Number(status) >= 400);
  if (check !== 'either' || !Array.isArray(args)) return false;
  return (args as readonly Json[]).some(
    (checks) =>
      isJsonObject(checks) && Object.entries(checks).some(([name, inner]) => mentionsRefusal(name, inner)),
  );
}
