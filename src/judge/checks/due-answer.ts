import { isJsonObject } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { lastExchange } from '../../nouns/exchange.js';
import { showAlternatives, showOutcome } from '../show.js';

/** The four codes of RFC 7591 section 3.2.2. */
const registrationErrors = [
  'invalid_redirect_uri',
  'invalid_client_metadata',
  'invalid_software_statement',
  'unapproved_software_statement',
];

/** Advice: a refusal that clients can understand. Give it `severity: warn`. */
export default defineCheck({
  summary: 'The refusal has a status and an error code that the requirement lists (advice)',
  schema: { const: true },
  explain: () => 'status and error code are among those that the requirement lists',
  due: ({ refusal }) => refusal !== undefined,
  judge: (_args, { step, requirement, confirmed }) => {
    const { refusal } = requirement;
    const exchange = lastExchange(step);
    const actual = showOutcome(exchange);
    if (refusal === undefined) return { met: true, expected: 'any refusal', actual };
    const anyOfFour = refusal.strictness === 'any-of-four' || refusal.strictness === 'exact';
    const codes =
      anyOfFour && refusal.error.length > 0
        ? [...new Set([...refusal.error, ...registrationErrors])]
        : refusal.error;
    const judgesCode =
      codes.length > 0 &&
      !['status-only', 'any-4xx', 'no-connection', 'not-2xx'].includes(refusal.strictness);
    const expected = `${refusal.status.length === 0 ? 'a refusal' : showAlternatives(refusal.status)}${judgesCode ? ` with ${showAlternatives(codes)}` : ''}`;
    if (exchange?.outcome.kind !== 'answer') {
      const met = refusal.strictness === 'no-connection';
      return confirmed ? { met, expected, actual } : { met: 'unproven', expected, actual };
    }
    const { status, json } = exchange.outcome;
    if (status < 400) return { met: true, expected: `${expected}, when refused`, actual };
    const statusFits =
      refusal.strictness === 'not-2xx'
        ? status >= 400 && status < 500
        : refusal.strictness === 'any-4xx' || refusal.status.length === 0
          ? status >= 400 && status < 500
          : refusal.status.includes(status);
    const code = isJsonObject(json) ? json['error'] : undefined;
    // Bodies are prescribed for 400 only; 401 and 403 speak through WWW-Authenticate.
    const codeFits = !judgesCode || status !== 400 || (typeof code === 'string' && codes.includes(code));
    return { met: statusFits && codeFits, expected, actual };
  },
});
