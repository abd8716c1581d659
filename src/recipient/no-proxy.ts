import { BlockList, isIP } from 'node:net';

/** A server as a URL names it. */
export interface Server {
  /** DNS name or address, lower case, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Whether a host is this machine, by its name or address alone (RFC 6761 section 6.3, RFC 5735, RFC 4291). */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isWithin(host, '127.0.0.0/8', '::1/128');
}

/**
 * The entry of NO_PROXY that a server falls under, as written; undefined when none does. Entries are separated by commas
 * or blanks: `*`, a name (it and all names below it, with or without a leading `.` or `*.`), an address, a network
 * (`10.0.0.0/8`), each but `*` with or without `:port`. What curl, Go and undici agree on, and networks as in the first two.
 */
export function exemption({ host, port }: Server, noProxy: string): string | undefined {
  return noProxy.split(/[\s,]+/).find((entry) => {
    if (entry === '*') return true;
    const { name, only } = partsOf(entry.toLowerCase());
    if (name === '' || (only !== undefined && only !== port)) return false;
    if (isIP(host) !== 0) return isWithin(host, name);
    return host === name || host.endsWith(`.${name}`);
  });
}

/** An entry's name without brackets and wildcard, and its port. An address of IPv6 has a port only behind brackets. */
function partsOf(entry: string): { readonly name: string; readonly only?: number } {
  const [, bracketed, bare, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  const name = bracketed ?? bare ?? entry;
  return {
    name: name.replace(/^\*?\./, ''),
    ...(port === undefined ? {} : { only: Number(port) }),
  };
}

/** Whether an address is one of these addresses or in one of these networks; false for a name. */
function isWithin(host: string, ...ranges: readonly string[]): boolean {
  const version = isIP(host);
  if (version === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [, net = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
    const family = isIP(net);
    const bits = family === 4 ? 32 : 128;
    const size = prefix === undefined ? bits : Number(prefix);
    if (family !== 0 && size <= bits) list.addSubnet(net, size, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
