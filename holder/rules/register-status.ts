import { strictOutbound } from '../outbound.js';
import type { RegisterStatusRules } from './types.js';

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
