/** The two TLS ports. */
import { constants } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { enforcedByTls } from './client-certificate.js';
import type { TransportRules } from './rules/transport.js';
import { selfSigned } from './self-signed.js';

export type TlsMaterial = {
  /** PEM texts. */
  readonly key: string;
  readonly cert: string;
  readonly clientCa: string;
  readonly crl?: string;
};

export type Ports = { readonly tls: number; readonly mtls: number };

export type Listeners = { readonly ports: Ports; readonly close: () => Promise<void> };

/** The TLS 1.3 suites that correspond to the ones allowed below. */
const tls13 = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384';

const common = (rules: TransportRules): TlsOptions => ({
  minVersion: rules.minTlsVersion,
  maxVersion: rules.maxTlsVersion,
  ciphers: `${tls13}:${rules.ciphers}`,
  honorCipherOrder: true,
  // Without tickets each connection shows its certificate afresh.
  secureOptions: constants.SSL_OP_NO_TICKET,
  ...(rules.dhe ? { dhparam: 'auto' } : {}),
});

/** Opens both ports on `host`; port 0 lets the kernel choose. */
export const openListeners = async (
  host: string,
  wanted: Ports,
  material: TlsMaterial,
  rules: TransportRules,
  serve: RequestListener,
): Promise<Listeners> => {
  const { key, cert, clientCa, crl } = material;
  const client = { ca: clientCa, ...(crl === undefined ? {} : { crl }) };
  const own = rules.serverCertificate === 'configured' ? { key, cert } : selfSigned('localhost');
  const asks = rules.plainAsks !== 'no';
  const plain = createServer(
    {
      ...common(rules),
      key,
      cert,
      ...(asks ? { ...client, requestCert: true, rejectUnauthorized: rules.plainAsks === 'required' } : {}),
    },
    serve,
  );
  const mutual = createServer(
    { ...common(rules), ...own, ...client, requestCert: true, rejectUnauthorized: enforcedByTls(rules) },
    serve,
  );
  const tls = await listen(plain, host, wanted.tls);
  const mtls = await listen(mutual, host, wanted.mtls);
  return {
    ports: { tls, mtls },
    close: async () => {
      await Promise.all([plain, mutual].map(close));
    },
  };
};

const listen = (server: Server, host: string, port: number): Promise<number> => {
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 30_000;
  server.on('tlsClientError', () => undefined); // a failed handshake is the peer's affair
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
