import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

import { parseConfig } from '../../holder/config.js';
import { startHolder } from '../../holder/holder.js';
import { compilePlan } from '../../src/run/compile.js';
import { writePlan } from '../../src/run/plan-file.js';
import { selfSigned } from '../../holder/self-signed.js';
import { openDoctorLab, type DoctorLab } from '../doctor-lab.js';
import type { Props } from './behaviour.js';
import { openUpstream, type Upstream } from './upstream.js';

/** Another host, which the hostile holder names. Whoever comes with something that is not its business is noted. */
export interface Stranger {
  readonly base: string;
  /** What it was sent since it was asked last: a line per request. */
  readonly visits: () => readonly string[];
}

/** What all trials share: the cast, the bank's papers, the way to the holders behind. */
export interface Stand {
  readonly lab: DoctorLab;
  /** File of the compiled book. */
  readonly plan: string;
  readonly props: Props;
  readonly stranger: () => Promise<Stranger>;
  readonly upstream: Upstream;
  /** A sound holder that reads our Register at a port of ours. */
  readonly holder: (hostPort: number) => Promise<HonestHolder>;
  close(): Promise<void>;
}

export interface HonestHolder {
  readonly discovery: string;
  readonly mutual: string;
  /** software_ids of the registrations that it has. */
  readonly registrations: () => readonly string[];
  readonly forget: () => void;
}

export async function openStand(): Promise<Stand> {
  const lab = await openDoctorLab();
  const localhost = ['localhost'];
  const props: Props = {
    good: lab.server,
    expired: await lab.issue('expired', { window: 'past' }, localhost),
    wrongName: await lab.issue('wrong-name', {}, ['elsewhere.example']),
    selfSigned: selfSignedPaper(),
    foreign: strangerPaper(lab),
    closedPort: await lab.freePort(),
  };
  const ends: (() => Promise<void>)[] = [];
  const upstream = openUpstream(lab.cast, readFileSync(lab.bankCa, 'utf8'));
  const holder = async (hostPort: number): Promise<HonestHolder> => {
    const config = {
      tls: { key: lab.server.key, cert: lab.server.cert },
      clientCa: lab.ourCa,
      trust: lab.ourCa,
      register: { jwksUri: `https://localhost:${hostPort}/cdr-register/v1/jwks` },
      statusPollSeconds: 3600,
    };
    const today = new Date().toISOString().slice(0, 10);
    const running = await startHolder(parseConfig(JSON.stringify(config), lab.folder, today));
    ends.push(() => running.stop());
    const { discovery, mtlsPort } = running.address();
    return {
      discovery,
      mutual: `https://localhost:${mtlsPort}`,
      registrations: running.softwareIds,
      forget: running.reset,
    };
  };
  return {
    lab,
    plan: await compile(lab),
    props,
    stranger: () => openStranger(lab, ends),
    upstream,
    holder,
    close: async () => {
      upstream.close();
      for (const end of ends.reverse()) await end();
      await lab.close();
    },
  };
}

function selfSignedPaper(): Props['selfSigned'] {
  const { key, cert } = selfSigned('localhost');
  return { key: '', cert: '', keyPem: key, certPem: cert };
}

/** Somebody with a certificate of the cast's foreign authority, which no target file trusts. */
function strangerPaper(lab: DoctorLab): Props['foreign'] {
  const { keyPem, certificatePem } = lab.cast.identity('stranger');
  return { key: '', cert: '', keyPem, certPem: certificatePem };
}

async function openStranger(lab: DoctorLab, ends: (() => Promise<void>)[]): Promise<Stranger> {
  let visits: string[] = [];
  const { keyPem, certPem } = lab.server;
  const server = createServer({ key: keyPem, cert: certPem, requestCert: true, rejectUnauthorized: false });
  server.on('request', (request, response) => {
    const { socket } = request;
    const isShown = socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0;
    const shown = isShown ? ' with a client certificate' : '';
    const token = request.headers.authorization === undefined ? '' : ' with Authorization';
    visits.push(`${request.method ?? ''} ${request.url ?? ''}${shown}${token}`);
    response.writeHead(418).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return {
    base: `https://localhost:${(server.address() as AddressInfo).port}`,
    visits: () => {
      const seen = visits;
      visits = [];
      return seen;
    },
  };
}

/** Once for all workers: compiling the book takes longer than a trial. */
async function compile(lab: DoctorLab): Promise<string> {
  const target = lab.file('any-bank.yaml', 'name: Bank\ndiscovery: https://bank.example\n');
  const root = process.cwd();
  const today = new Date().toISOString().slice(0, 10);
  return writePlan(
    await compilePlan({ target }, { root, scenarios: join(root, 'scenarios') }, today),
    lab.folder,
  );
}
