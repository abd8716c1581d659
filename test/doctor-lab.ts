import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseConfig } from '../holder/config.js';
import { startHolder } from '../holder/holder.js';
import { freePort } from '../proof/free-port.js';
import { issueCertificate } from '../src/cast/certificate.js';
import { openCast, type Cast } from '../src/cast/cast.js';
import type { CertificateSpec } from '../src/cast/names.js';
import { readTarget } from '../src/plan/target-file.js';
import { consult, type Report } from '../src/run/doctor/consult.js';

/** PEM files of somebody with a certificate. */
export interface Paper {
  readonly key: string;
  readonly cert: string;
  readonly keyPem: string;
  readonly certPem: string;
}

/** A place to misconfigure things in: real files, real servers, one cast. */
export interface DoctorLab {
  readonly folder: string;
  readonly cast: Cast;
  /** PEM file of the bank's own CA, and of our cast's. */
  readonly bankCa: string;
  readonly ourCa: string;
  /** A server certificate of the bank for localhost. */
  readonly server: Paper;
  /** A port that nobody listens on, until somebody does. */
  freePort(): Promise<number>;
  issue(name: string, spec: Partial<CertificateSpec>, altNames?: readonly string[]): Promise<Paper>;
  file(name: string, text: string): string;
  /** A reference holder of the bank's that trusts our Register at `hostPort`, with whatever is changed. */
  holder(hostPort: number, change?: object): Promise<{ readonly discovery: string; readonly issuer: string }>;
  /** An HTTPS server of the bank's; the base URL. */
  serve(listener: RequestListener, options?: ServerOptions): Promise<string>;
  servePlain(listener: RequestListener): Promise<string>;
  /** Ends the servers of one case. */
  endServers(): Promise<void>;
  consult(target: string, env?: Readonly<Record<string, string>>): Promise<Report>;
  close(): Promise<void>;
}

const rsa = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

export async function openDoctorLab(keys?: string): Promise<DoctorLab> {
  const folder = mkdtempSync(join(tmpdir(), 'dcr-doctor-'));
  const keysFolder = keys ?? join(folder, 'keys');
  const cast = await openCast(keysFolder);
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  mkdirSync(join(folder, 'targets'));
  const authority = { keyPem: rsa(), commonName: 'Bank CA' };
  const ownerPem = rsa();
  const base = { issuer: 'itself', key: 'host', window: 'current' } as const;
  const now = new Date();
  const ca = await issueCertificate({
    spec: { ...base, commonName: authority.commonName, usage: 'authority' },
    keyPem: authority.keyPem,
    issuer: authority,
    altNames: [],
    now,
  });
  const issue: DoctorLab['issue'] = async (name, spec, altNames = []) => {
    const certificate = await issueCertificate({
      spec: { ...base, issuer: 'foreign-authority', commonName: name, usage: 'server', ...spec },
      keyPem: ownerPem,
      issuer: authority,
      altNames,
      now,
    });
    const certPem = certificate.toString();
    return {
      keyPem: ownerPem,
      certPem,
      key: file(`${name}-key.pem`, ownerPem),
      cert: file(`${name}-cert.pem`, certPem),
    };
  };
  const server = await issue('localhost', {}, ['localhost']);
  const bankCa = file('bank-ca.pem', ca.toString());
  const ourCa = file('our-ca.pem', cast.authorityPem);
  const ends: (() => Promise<void>)[] = [];
  const listen = async (
    one: ReturnType<typeof createServer> | ReturnType<typeof createPlainServer>,
  ): Promise<number> => {
    one.listen(0, '127.0.0.1');
    await once(one, 'listening');
    ends.push(async () => {
      one.close();
      one.closeAllConnections();
      await once(one, 'close');
    });
    return (one.address() as AddressInfo).port;
  };
  const endServers = async (): Promise<void> => {
    for (const end of ends.splice(0)) await end();
  };
  return {
    folder,
    cast,
    bankCa,
    ourCa,
    server,
    issue,
    file,
    endServers,
    freePort,
    holder: async (hostPort, change = {}) => {
      const config = {
        tls: { key: server.key, cert: server.cert },
        clientCa: ourCa,
        trust: ourCa,
        register: { jwksUri: `https://localhost:${hostPort}/cdr-register/v1/jwks` },
        ...change,
      };
      const holder = await startHolder(
        parseConfig(JSON.stringify(config), folder, now.toISOString().slice(0, 10)),
      );
      ends.push(() => holder.stop());
      return holder.address();
    },
    serve: async (listener, options = {}) =>
      `https://localhost:${await listen(createServer({ key: server.keyPem, cert: server.certPem, ...options }, listener))}`,
    servePlain: async (listener) => `https://localhost:${await listen(createPlainServer(listener))}`,
    consult: (text, env = {}) => {
      const path = join(folder, 'targets', 'bank.yaml');
      return consult({
        read: () => readTarget(text, path, { today: now.toISOString().slice(0, 10), env }),
        keys: keysFolder,
        journal: join(folder, 'journal.jsonl'),
        env,
      });
    },
    close: async () => {
      await endServers();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
