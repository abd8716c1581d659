import { isIPv4, isIPv6 } from 'node:net';

/** An address and a port as they stand in a URL: `127.0.0.1:8443`, `[::1]:8443`. */
export function addressText({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** A host as sockets and certificates name it, of one as it stands in a URL: an address of IPv6 has brackets there. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/**
 * Whether a host, lower case and without brackets, is this machine for everybody: the name `localhost` (RFC 6761 section
 * 6.3), 127.0.0.0/8 (RFC 1122 section 3.2.1.3) or ::1 (RFC 4291 section 2.5.3). What is so by most resolvers only, or by
 * another notation, is the caller's to add.
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
