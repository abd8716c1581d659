import { addressText, isLoopback } from '../nouns/address.js';

/**
 * What the user has to know of a listener that is not on loopback; undefined for one that is. A name below `localhost` does
 * not count as such: where a listener of that name ends up is the resolver's to say.
 */
export function exposure(listen: { readonly host: string; readonly port: number }): string | undefined {
  return isLoopback(listen.host)
    ? undefined
    : `our host listens on ${addressText(listen)}, as host.listen says: whoever reaches this machine there can fetch the test Register's documents`;
}
