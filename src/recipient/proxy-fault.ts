import { STATUS_CODES } from 'node:http';
import { errors } from 'undici';

import { Unproven } from '../nouns/errors.js';
import { errorCode, errorMessage } from '../nouns/thrown.js';
import { troubleText, type Trouble } from '../nouns/trouble.js';
import { proxyName, type Proxy } from './proxy.js';

/** What is wrong with a proxy, or between it and the server behind. */
export interface ProxyTrouble extends Trouble {
  readonly fault: 'proxy-unusable' | 'proxy-credentials' | 'proxy-refuses' | 'not-reached-by-proxy';
}

/** No tunnel came about. A proxy's word is not the target's: whatever was asked is unproven. */
export class ProxyFault extends Unproven {
  readonly trouble: ProxyTrouble;
  constructor(trouble: ProxyTrouble) {
    super(troubleText(trouble));
    this.trouble = trouble;
  }
}

/** What an answer to CONNECT that opens no tunnel says; the proxy's own prose is not quoted. */
export function refusalOf(
  proxy: Proxy,
  authority: string,
  status: number,
  challenge: string | readonly string[] | undefined,
): ProxyTrouble {
  const name = proxyName(proxy);
  const answer = `CONNECT ${authority}: ${String(status)} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  if (status === 407) {
    // Only the names of schemes: a challenge may hold nonces.
    const schemes = [challenge ?? []].flat().map((one) => one.split(' ', 1)[0]);
    const given = proxy.authorization() !== undefined;
    return {
      fault: 'proxy-credentials',
      cause: given ? `${name} does not accept our credentials` : `${name} wants credentials`,
      evidence: `${answer}${schemes.length === 0 ? '' : `, by ${schemes.join(' or ')}`}`,
      cure: `${given ? 'correct' : 'give'} user and password in ${proxy.variable} (http://USER:PASSWORD@HOST:PORT, special characters percent-encoded); only Basic is spoken, another scheme takes a relay on this machine`,
    };
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      fault: 'not-reached-by-proxy',
      cause: `${name} does not reach ${authority}`,
      evidence: answer,
      cure: 'check name and port in the target file, and that the server is up and open to the proxy; where this machine reaches it without the proxy, name it in NO_PROXY',
    };
  }
  return {
    fault: 'proxy-refuses',
    cause: `${name} refuses to connect to ${authority}`,
    evidence: answer,
    cure: 'ask whoever runs the proxy to allow CONNECT to that host and port; where this machine reaches it without the proxy, name it in NO_PROXY',
  };
}

/** Why there was no answer to CONNECT. `reached`: a connection to the proxy itself came about. */
export function failureOf(proxy: Proxy, authority: string, error: unknown, waited: Waited): ProxyTrouble {
  const name = proxyName(proxy);
  const { fault, cause, cure } = describeFailure(error, proxy, authority, waited);
  // Where several addresses were tried in vain, there is a code and no message.
  const seen = [errorCode(error), errorMessage(error)]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
  return {
    fault,
    cause: `${name} ${cause}`,
    evidence: `CONNECT ${authority}: ${seen}`,
    cure,
  };
}

interface Waited {
  readonly timeoutMs: number;
  readonly reached: boolean;
}

function describeFailure(
  error: unknown,
  { origin, variable }: Proxy,
  authority: string,
  { timeoutMs, reached }: Waited,
): Pick<ProxyTrouble, 'fault' | 'cause' | 'cure'> {
  const code = errorCode(error) ?? '';
  if (error instanceof Error && error.name === 'TimeoutError' && reached) {
    return {
      fault: 'not-reached-by-proxy',
      cause: `does not connect to ${authority} within ${String(timeoutMs)} ms`,
      cure: `check that ${authority} is up and open to the proxy; a slow one needs limits.requestMs`,
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      fault: 'proxy-unusable',
      cause: 'is not reached: its name does not resolve',
      cure: `check the spelling in ${variable}, or this machine's name service`,
    };
  }
  if (/CERT|^UNABLE_TO_|_SIGNATURE$/.test(code)) {
    return {
      fault: 'proxy-unusable',
      cause: 'shows a certificate that is not trusted for its name',
      cure: 'name the PEM file of its CA in NODE_EXTRA_CA_CERTS, or use the name that the certificate is for',
    };
  }
  if (
    error instanceof errors.HTTPParserError ||
    /^ERR_SSL_|^EPROTO$|^UND_ERR_SOCKET$|^ECONNRESET$/.test(code)
  ) {
    return {
      fault: 'proxy-unusable',
      cause: 'does not answer as an HTTP proxy does',
      cure: `check scheme and port in ${variable}: most proxies are spoken to over http://, also for https URLs`,
    };
  }
  return {
    fault: 'proxy-unusable',
    cause: 'is not reached',
    cure: `check host and port in ${variable}, and that something listens at ${origin}; unset ${variable} where no proxy is needed`,
  };
}
