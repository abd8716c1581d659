import { withoutBrackets } from '../nouns/address.js';
import { TargetError } from '../nouns/errors.js';
import { troubleText, type Trouble } from '../nouns/trouble.js';
import type { Environment } from '../plan/interpolate.js';
import { exemption, isThisMachine, type Server } from './no-proxy.js';

/** An HTTP proxy that opens tunnels (CONNECT, RFC 9110 section 9.3.6). */
export interface Proxy {
  /** Scheme, host and port: all of it that may be shown. */
  readonly origin: string;
  /** The environment variable that names it. */
  readonly variable: string;
  /** Value of Proxy-Authorization. A function, so that nothing that prints or stores the proxy shows it. */
  readonly authorization: () => string | undefined;
}

/** How a server is reached. `because` says why a proxy that the environment names is not used. */
export type Way =
  | { readonly kind: 'straight'; readonly because?: string }
  | { readonly kind: 'proxied'; readonly proxy: Proxy };

/** The way to the server of a URL. @throws ProxySettingError when the variable that names the proxy cannot be used. */
export type Route = (url: string) => Way;

/** A variable that names a proxy is wrong. Its message never quotes user or password. */
export class ProxySettingError extends TargetError {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(troubleText(trouble));
    this.trouble = trouble;
  }
}

/** The proxy in a few words: `the proxy http://proxy.example:3128 (HTTPS_PROXY)`. */
export const proxyName = ({ origin, variable }: Proxy): string => `the proxy ${origin} (${variable})`;

/** Nobody on the way, whatever the environment says. */
export const straight: Route = () => ({ kind: 'straight' });

/**
 * Ways as the environment sets them: `https_proxy` or `HTTPS_PROXY` for https URLs; for http ones `http_proxy` or
 * `HTTP_PROXY` and, where there is none, the one for https, since a holder behind a proxy is there on every port;
 * `no_proxy` or `NO_PROXY` for exemptions. Lower case comes first, an empty value is none, and loopback is always
 * reached straight: a proxy elsewhere would find its own.
 */
export function routeFrom(env: Environment): Route {
  return (url) => {
    const { protocol } = new URL(url);
    const setting =
      (protocol === 'http:' ? settingOf(env, 'http_proxy') : undefined) ?? settingOf(env, 'https_proxy');
    if (setting === undefined || setting.value === '') return { kind: 'straight' };
    const { host, port } = serverOf(url);
    // A trailing dot only says that the name is complete (RFC 1034 section 3.1).
    const server = { host: host.replace(/\.$/, ''), port };
    const unless = (reason: string): Way => ({
      kind: 'straight',
      because: `not through the proxy of ${setting.variable}: ${reason}`,
    });
    if (isThisMachine(server.host)) return unless('loopback');
    const exempt = settingOf(env, 'no_proxy');
    const entry = exempt === undefined ? undefined : exemption(server, exempt.value);
    if (exempt !== undefined && entry !== undefined) return unless(`${exempt.variable} has ${entry}`);
    return { kind: 'proxied', proxy: proxyOf(setting) };
  };
}

/** Where the server of a URL listens. */
export function serverOf(url: string): Server {
  const { hostname, port, protocol } = new URL(url);
  return {
    host: withoutBrackets(hostname),
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
  };
}

interface Setting {
  readonly variable: string;
  readonly value: string;
}

function settingOf(env: Environment, name: string): Setting | undefined {
  for (const variable of [name, name.toUpperCase()]) {
    const value = env[variable];
    if (value !== undefined) return { variable, value: value.trim() };
  }
  return undefined;
}

function proxyOf({ variable, value }: Setting): Proxy {
  // Often written without a scheme; then it is http, as for curl.
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ProxySettingError({
      cause: `${variable} names no proxy that can be used`,
      // Not quoted: where there is no telling the parts apart, any of it may be the password.
      evidence:
        url === undefined
          ? 'its value is no URL'
          : `the scheme ${url.protocol}// of its value is not supported`,
      cure: `set it to the URL of an HTTP proxy, http://HOST:PORT or https://HOST:PORT, or unset it; hosts that are reached without one stand in NO_PROXY`,
    });
  }
  const credentials = credentialsIn(url, variable);
  return { origin: url.origin, variable, authorization: () => credentials };
}

/** Basic credentials (RFC 7617) of a proxy's URL, in which they are percent-encoded. */
function credentialsIn({ username, password }: URL, variable: string): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw new ProxySettingError({
      cause: `the user name or the password in ${variable} cannot be read`,
      evidence: 'it holds a percent sign that begins no percent-encoded byte (RFC 3986 section 2.1)',
      cure: 'write a percent sign of the password as %25',
    });
  }
}
