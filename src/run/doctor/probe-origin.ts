import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP } from 'node:net';
import { checkServerIdentity, connect as connectTls, type PeerCertificate } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeOrMessage } from '../../nouns/thrown.js';
import { proxyName, serverOf, type Route, type Way } from '../../recipient/proxy.js';
import { ProxyFault } from '../../recipient/proxy-fault.js';
import { trustingContext, type TlsTrust } from '../../recipient/tls-trust.js';
import { openTunnel } from '../../recipient/tunnel.js';
import { faulty, sound, type Finding } from './diagnosis.js';

/** A server as a URL names it. */
export interface Origin {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** In messages: what the URL is, and where it was named. */
  readonly role: string;
  readonly source: string;
  /** Whether a proxy stands between. */
  readonly way: Way;
}

export interface HandshakeManner extends TlsTrust {
  readonly insecure: boolean;
  readonly client?: { readonly keyPem: string; readonly certificatePem: string };
  readonly timeoutMs: number;
  readonly now: Date;
}

/** @throws ProxySettingError when a proxy stands between, and its variable cannot be used. */
export function originOf(url: string, role: string, source: string, route: Route): Origin {
  return { url, ...serverOf(url), role, source, way: route(url) };
}

/** Whether the name of a server resolves; behind a proxy it need not resolve here. */
export async function probeName(origin: Origin, timeoutMs: number): Promise<Finding> {
  const { host, role, source, way } = origin;
  if (way.kind === 'proxied') return sound(`${host} is left to ${proxyName(way.proxy)}`);
  const note = way.because === undefined ? '' : `; ${way.because}`;
  if (isIP(host) !== 0) return sound(`${host} is an address${note}`);
  const late = sleep(timeoutMs, undefined, { ref: false }).then(() => {
    throw Object.assign(new Error('the name service gave no answer'), { code: 'TIMEOUT' });
  });
  try {
    const addresses = await Promise.race([lookup(host, { all: true }), late]);
    return sound(`${host} is ${addresses.map(({ address }) => address).join(', ')}${note}`);
  } catch (error) {
    return faulty({
      fault: 'name-not-resolving',
      cause: `the name of ${host} does not resolve`,
      evidence: `looking up ${host} (${role}): ${codeOrMessage(error)}${note}`,
      cure: `check the spelling in ${source}, or this machine's name service (hosts file, VPN, DNS of the test environment); where the way leads through a proxy, name it in HTTPS_PROXY`,
    });
  }
}

/** Whether anybody listens there; behind a proxy, whether it says so. */
export async function probePort(origin: Origin, timeoutMs: number): Promise<Finding> {
  const { host, port, role, source, way } = origin;
  if (way.kind === 'proxied') {
    try {
      (await openTunnel(way.proxy, origin, timeoutMs)).destroy();
    } catch (error) {
      if (error instanceof ProxyFault) return faulty(error.trouble);
      throw error;
    }
    return sound(`${proxyName(way.proxy)} connects to ${host}:${port}`);
  }
  const socket = connectTcp({ host, port, timeout: timeoutMs });
  const code = await new Promise<string | undefined>((resolve) => {
    socket.once('connect', () => {
      resolve(undefined);
    });
    socket.once('timeout', () => {
      resolve('TIMEOUT');
    });
    socket.once('error', (error) => {
      resolve(codeOrMessage(error));
    });
  });
  socket.destroy();
  if (code === undefined) return sound(`${host}:${port} accepts connections`);
  return faulty({
    fault: 'port-closed',
    cause:
      code === 'TIMEOUT'
        ? `nothing answers at ${host}:${port} within ${timeoutMs} ms`
        : `nothing listens at ${host}:${port}`,
    evidence: `TCP connection for ${role}: ${code}${way.because === undefined ? '' : `; ${way.because}`}`,
    cure: `start the holder, check the port in ${source}, or open the firewall between here and there`,
  });
}

/** Whether TLS comes about, and with a certificate that we may trust for this name. */
export async function probeTls(origin: Origin, manner: HandshakeManner): Promise<Finding> {
  const seen = await shakeHands(origin, manner);
  const { host, port, source, way } = origin;
  if (seen.kind === 'broken') return brokenFinding(origin, seen.code, manner);
  const { certificate } = seen;
  const who = `subject ${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}`;
  const mismatch = checkServerIdentity(host, certificate);
  const wrong = certificateFault();
  if (wrong === undefined) return sound(`${seen.protocol}, ${seen.cipher}; ${who}`);
  if (!manner.insecure) return { state: 'faulty', diagnosis: wrong };
  return {
    state: 'advice',
    diagnosis: { ...wrong, cause: `${wrong.cause}; not verified, because of insecure: true` },
  };

  function certificateFault() {
    if (seen.kind === 'broken') return undefined;
    const { refusal } = seen;
    if (refusal === 'CERT_HAS_EXPIRED' || refusal === 'CERT_NOT_YET_VALID') {
      return {
        fault: 'server-certificate-expired' as const,
        cause: `the certificate of ${host}:${port} ${refusal === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'}`,
        evidence: `${refusal}: valid from ${certificate.valid_from} to ${certificate.valid_to}, now ${manner.now.toISOString()}; ${who}`,
        cure: "renew the holder's certificate, or mend this machine's clock",
      };
    }
    if (refusal !== undefined && refusal !== 'ERR_TLS_CERT_ALTNAME_INVALID') {
      return {
        fault: 'untrusted-authority' as const,
        cause: `the certificate of ${host}:${port} comes from an authority that is not trusted here`,
        evidence: `${refusal}: ${who}`,
        cure: `name the PEM file of that authority under 'trust' in ${source}${
          refusal === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
            ? '; if it is there, the holder does not send its intermediate certificate'
            : ''
        }${way.kind === 'proxied' ? '; or let the proxy pass this host through, if it is the proxy that opens TLS' : ''}`,
      };
    }
    if (mismatch === undefined) return undefined;
    return {
      fault: 'wrong-server-name' as const,
      cause: `the certificate of ${host}:${port} is for another name`,
      evidence: `its names are ${certificate.subjectaltname ?? nameOf(certificate.subject)}`,
      cure: `use in ${source} the name that the certificate is for, or give the holder a certificate for ${host}`,
    };
  }
}

function brokenFinding(origin: Origin, code: string, manner: HandshakeManner): Finding {
  const { host, port, role, source } = origin;
  const evidence = `TLS handshake for ${role}: ${code}`;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(code)) {
    return faulty({
      fault: 'not-tls',
      cause: `${host}:${port} does not speak TLS`,
      evidence,
      cure: `it is most likely the holder's plain HTTP port: give the HTTPS one in ${source}`,
    });
  }
  if (/PROTOCOL|VERSION|NO_SHARED_CIPHER|NO_CIPHERS/.test(code)) {
    return faulty({
      fault: 'tls-version',
      cause: `${host}:${port} shares no TLS version or cipher suite with this harness`,
      evidence: `${evidence}; offered were TLS 1.2 and 1.3`,
      cure: 'let the holder speak TLS 1.2 or 1.3 (CDS, transaction security)',
    });
  }
  // What was asked with our certificate may have been refused for it: that is another check's question.
  if (manner.client !== undefined) return sound(`${host}:${port} ended the handshake (${code})`);
  if (/ALERT/.test(code))
    return sound(`${host}:${port} ended a handshake without a client certificate (${code})`);
  return faulty({
    fault: code === 'TIMEOUT' ? 'no-answer' : 'not-tls',
    cause:
      code === 'TIMEOUT'
        ? `${host}:${port} does not finish the TLS handshake`
        : `${host}:${port} breaks off the TLS handshake`,
    evidence,
    cure: `check what listens there: the port in ${source} must be the holder's HTTPS port`,
  });
}

type Handshake =
  | {
      readonly kind: 'secure';
      readonly protocol: string;
      readonly cipher: string;
      readonly certificate: PeerCertificate;
      /** OpenSSL's code, where the chain is not trusted. */
      readonly refusal?: string;
    }
  | { readonly kind: 'broken'; readonly code: string };

async function shakeHands({ host, port, way }: Origin, manner: HandshakeManner): Promise<Handshake> {
  const tunnel =
    way.kind === 'proxied' ? await openTunnel(way.proxy, { host, port }, manner.timeoutMs) : undefined;
  return new Promise((resolve) => {
    const socket = connectTls({
      host,
      port,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Only looked at: the certificate is judged below, where it can be explained.
      rejectUnauthorized: false,
      secureContext: trustingContext(manner, {
        minVersion: 'TLSv1.2',
        ...(manner.client === undefined
          ? {}
          : { key: manner.client.keyPem, cert: manner.client.certificatePem }),
      }),
    });
    const end = (result: Handshake): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(result);
    };
    // Of the whole handshake: a server that sends a byte now and then is never idle.
    const late = setTimeout(() => {
      end({ kind: 'broken', code: 'TIMEOUT' });
    }, manner.timeoutMs);
    socket.once('secureConnect', () => {
      const refusal = socket.authorized ? undefined : String(socket.authorizationError);
      end({
        kind: 'secure',
        protocol: socket.getProtocol() ?? 'TLS',
        cipher: socket.getCipher().standardName,
        certificate: socket.getPeerCertificate(),
        ...(refusal === undefined ? {} : { refusal }),
      });
    });
    socket.once('error', (error) => {
      end({ kind: 'broken', code: codeOrMessage(error) });
    });
    socket.once('close', () => {
      end({ kind: 'broken', code: 'closed by the other side' });
    });
  });
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const text = name as unknown as Readonly<Record<string, string | undefined>> | undefined;
  return [text?.['CN'], text?.['O']].find((part) => typeof part === 'string') ?? '(no name)';
}
