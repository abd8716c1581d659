import { BlockList, isIP } from 'node:net';

import { isLoopback } from '../nouns/address.js';

/** A server as a URL names it. */
export interface Server {
  /** DNS name or address, lower case, without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Whether a host is this machine in whatever notation, so that a proxy elsewhere would find itself: names below `localhost`
 * count, and addresses of 127.0.0.0/8 as IPv6 maps them (RFC 4291 section 2.5.5.2).
 */
export function isThisMachine(host: string): boolean {
  return isLoopback(host) || host.endsWith('.localhost') || isWithin(host, '127.0.0.0/8');
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

/** Whether an address is this address or in this network; false for a name. */
function isWithin(host: string, range: string): boolean {
  const version = isIP(host);
  const [, net = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  const family = isIP(net);
  const bits = family === 4 ? 32 : 128;
  const size = prefix === undefined ? bits : Number(prefix);
  if (version === 0 || family === 0 || size > bits) return false;
  const list = new BlockList();
  list.addSubnet(net, size, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
