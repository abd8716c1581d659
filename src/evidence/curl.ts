import type { Exchange, SentRequest } from '../nouns/exchange.js';
import { quote } from './shell-quote.js';
import { oneLine } from './visible.js';

/** Fields that curl makes itself. */
const OWN = new Set(['content-length', 'host', 'connection', 'transfer-encoding']);
const LONGEST_INLINE_BODY = 16_384;

/**
 * A redacted exchange as a command that may be pasted into bash: nothing in it is expanded, run, or read from a file,
 * except `$DCR_CERT` and `$DCR_KEY` (PEM files of the client certificate), `$DCR_CA` (PEM file of the target's authority,
 * where it is no public one) and, for a long body, `$DCR_BODY`.
 */
export function curlLine(exchange: Exchange): string {
  const { request } = exchange;
  const inline = request.body.length <= LONGEST_INLINE_BODY && !request.body.includes('\0');
  const options = [
    `--request ${quote(request.method)}`,
    `--url ${quote(request.url)}`,
    ...(request.clientCertificate === 'none' ? [] : ['--cert "$DCR_CERT" --key "$DCR_KEY"']),
    // Nothing at all where the variable is not set: then curl trusts the public authorities.
    ...(request.url.startsWith('https:') ? ['${DCR_CA:+--cacert "$DCR_CA"}'] : []),
    ...fields(request).map((field) => `--header ${quote(field)}`),
    ...(request.body === ''
      ? []
      : [inline ? `--data-raw ${quote(request.body)}` : '--data-binary "@$DCR_BODY"']),
  ];
  const notes = [
    request.clientCertificate === 'none'
      ? '# no client certificate'
      : `# DCR_CERT and DCR_KEY: the PEM files of "${oneLine(request.clientCertificate)}"`,
    ...(request.url.startsWith('https:')
      ? ["# DCR_CA: the PEM file of the target's CA, if it is no public one"]
      : []),
    ...(inline ? [] : ['# DCR_BODY: a file that holds the body of the request']),
    ...(isCut(exchange)
      ? ['# signatures and tokens are cut from evidence: put fresh ones where ~sha256-… stands']
      : []),
  ];
  return `${notes.join('\n')}\ncurl --globoff --include ${options.join(' \\\n  ')}\n`;
}

function isCut({ request }: Exchange): boolean {
  return [request.url, request.body, ...request.headers.flat()].some((text) => text.includes('~sha256-'));
}

/** To a body without a Content-Type field curl would add one of its own; an empty value is written `Name;`. */
function fields({ headers, body }: SentRequest): readonly string[] {
  const ours = headers.filter(([name]) => !OWN.has(name.toLowerCase()));
  const typed = body === '' || ours.some(([name]) => name.toLowerCase() === 'content-type');
  return [
    ...ours.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`)),
    ...(typed ? [] : ['Content-Type:']),
  ];
}
