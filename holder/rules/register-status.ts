import { type OutboundRules, strictOutbound } from '../outbound.js';

/** What a poll of the Register's status lists has told. */
export type RegisterStatusRules = {
  readonly statusPollSeconds: number;
  readonly statusHeaders: (etag: string | undefined) => Readonly<Record<string, string>>;
  readonly statusOutbound: OutboundRules;
  /** Whether a product or recipient of that status loses its registration; undefined: not in the list. */
  readonly statusEnds: (status: string | undefined) => boolean;
  /** Throws Refusal if a client is not served in view of the last poll. */
  readonly served: (registerAnswered: boolean) => void;
};

/** Statuses after which a registration is cleaned up: of a product, and of its recipient (CDR-DCR-REQ-167). */
const final: readonly string[] = ['REMOVED', 'REVOKED', 'SURRENDERED'];

/** Polls within the five minutes of CDR-DCR-REQ-164; inactive products and missing statuses change nothing (166, 168). */
export const strictRegisterStatus: RegisterStatusRules = {
  statusPollSeconds: 150,
  statusHeaders: (etag) => ({
    'x-v': '3',
    'x-min-v': '2',
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  }),
  statusOutbound: { ...strictOutbound, maxBytes: 16 * 1024 * 1024 },
  statusEnds: (status) => status !== undefined && final.includes(status),
  served: () => undefined,
};
