import { redactByForm } from '../evidence/redact-text.js';
import { inUserWords } from '../nouns/unwritable.js';
import { HarnessError, ScenarioError, TargetError, Unproven } from '../nouns/errors.js';
import { errorCode, errorMessage } from '../nouns/thrown.js';
import { mention } from '../run/say.js';

/** Prints why a command could not do its work, and gives its exit code (design section 6). */
export function fail(thrown: unknown): 2 | 3 | 4 {
  const error = inUserWords(thrown);
  const message = errorMessage(error);
  const write = (text: string): void => {
    mention(`${redactByForm(text)}\n`);
  };
  if (error instanceof ScenarioError || error instanceof TargetError || isUsage(error)) {
    write(message);
    return 2;
  }
  if (error instanceof Unproven) {
    write(`nothing could be shown: ${message}`);
    return 3;
  }
  write(`our fault: ${message}`);
  if (error instanceof Error && !(error instanceof HarnessError)) write(error.stack ?? '');
  return 4;
}

/** Errors of node:util parseArgs are the user's. */
function isUsage(error: unknown): boolean {
  return errorCode(error)?.startsWith('ERR_PARSE_ARGS') === true;
}
