import { isLoopback, withoutBrackets } from './address.js';

/** Whether credentials may be sent there: https anywhere, plain http on this machine only. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isOurs(hostname));
}

/** Names below `localhost` count (RFC 6761 section 6.3); any other notation of an address does not. */
function isOurs(hostname: string): boolean {
  return isLoopback(withoutBrackets(hostname)) || hostname.endsWith('.localhost');
}

/** Whether a report may make a link of it: web addresses only, since a `javascript:` address would run in the reader's browser. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
