import { Unproven } from '../nouns/errors.js';
import type { Facts } from '../nouns/facts.js';
import { endpointNames } from './endpoint.js';
import type { Sent, Wire, WireRequest } from './wire.js';

/** Requests in a row, one after the other, for whose answer is waited in vain before an endpoint is left alone. */
const patience = 3;
/** Requests that are held back before the first trial; twice as many before each further one. */
const firstTrialAfter = 8;

/** Milliseconds from which a request without an answer counts, also where no deadline passed: a name that is looked up in vain. */
const dearMs = 1000;

/** What is known of one endpoint. */
interface Circuit {
  /** Requests without an answer since the last answer. */
  silent: number;
  /** Requests that have left; those up to `horizon` had left when the last of them was counted. */
  left: number;
  horizon: number;
  /** Requests held back since the last trial, and after how many the next one leaves. */
  held: number;
  trialAfter: number;
}

/**
 * A wire that stops waiting for an endpoint that says nothing: after three requests in a row without an answer, none of
 * them waited for at the same time as another, requests there are held back and their cases are unproven at once with one cause. Now and then
 * one request is let through all the same; the first answer, whatever it says, ends it. So a run against a silent target
 * costs a bounded number of time-outs for each endpoint (three, and one for each doubling of the requests beyond eight),
 * and a target that recovers is judged again.
 *
 * No verdict but unproven comes of it. A target that answers broken requests by silence does not set it off: a valid
 * request confirms each of them, and its answer counts.
 */
export function withBreaker(wire: Wire, facts: Pick<Facts, 'discoveryUrl' | 'endpoints'>): Wire {
  const circuits = new Map<string, Circuit>();
  const circuitOf = (endpoint: string): Circuit => {
    const known = circuits.get(endpoint);
    if (known !== undefined) return known;
    const fresh = { silent: 0, left: 0, horizon: 0, held: 0, trialAfter: firstTrialAfter };
    circuits.set(endpoint, fresh);
    return fresh;
  };
  return {
    ...wire,
    send: async (request) => {
      const endpoint = endpointOf(request, facts);
      const circuit = circuitOf(endpoint);
      if (isHeldBack(circuit)) throw new Unproven(silence(endpoint));
      circuit.left += 1;
      const ticket = circuit.left;
      try {
        const sent = await wire.send(request);
        note(circuit, ticket, sent);
        return sent;
      } catch (error) {
        // Put off by a 429: the target speaks.
        if (error instanceof Unproven) close(circuit);
        throw error;
      }
    },
  };
}

/** Whether a request has to stay; one that may leave although the endpoint is silent is the trial. */
function isHeldBack(circuit: Circuit): boolean {
  if (circuit.silent < patience) return false;
  circuit.held += 1;
  if (circuit.held <= circuit.trialAfter) return true;
  circuit.held = 0;
  circuit.trialAfter *= 2;
  return false;
}

function note(circuit: Circuit, ticket: number, { outcome, durationMs }: Sent): void {
  if (outcome.kind === 'answer') close(circuit);
  // What fails at once costs no time, and says nothing of the endpoint: it may never have left.
  else if (outcome.phase === 'time-out' || durationMs >= dearMs) {
    // Requests that waited side by side waited for one silence.
    if (ticket <= circuit.horizon) return;
    circuit.silent += 1;
    circuit.horizon = circuit.left;
  }
}

function close(circuit: Circuit): void {
  circuit.silent = 0;
  circuit.held = 0;
  circuit.trialAfter = firstTrialAfter;
}

/** The endpoint that a request is for, without what names one client in it; else the server. */
function endpointOf({ url }: WireRequest, facts: Pick<Facts, 'discoveryUrl' | 'endpoints'>): string {
  const known = endpointNames
    .map((name) => (name === 'discovery' ? facts.discoveryUrl : facts.endpoints[name]))
    .find((base) => base !== '' && (url === base || url.startsWith(`${base.replace(/\/$/, '')}/`)));
  return known ?? (URL.canParse(url) ? new URL(url).origin : url);
}

const silence = (endpoint: string): string =>
  `${endpoint} gave no answer to ${String(patience)} requests in a row within limits.requestMs, so this one was not sent. ` +
  'Mend what keeps the endpoint silent, or raise limits.requestMs if it is only slow.';
