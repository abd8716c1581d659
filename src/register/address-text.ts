import { isIPv6 } from 'node:net';

/** An address and a port as they stand in a URL: `127.0.0.1:8443`, `[::1]:8443`. */
export function addressText({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** Whether only this machine reaches a listener there: an address of loopback, or the name of it (RFC 6761). */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What the user has to know of a listener that is not on loopback; undefined for one that is. */
export function exposure(listen: { readonly host: string; readonly port: number }): string | undefined {
  return isLoopback(listen.host)
    ? undefined
    : `our host listens on ${addressText(listen)}, as host.listen says: whoever reaches this machine there can fetch the test Register's documents`;
}
