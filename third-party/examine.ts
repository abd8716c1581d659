import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from '../proof/free-port.js';
import { HarnessError } from '../src/nouns/errors.js';
import type { Summary } from '../src/report/summary.js';
import { registerJwksPath } from '../src/run/doctor/public-url-check.js';
import { compare, type Comparison } from './compare.js';
import { readExpected, type Server } from './server.js';
import { start, type RunningServer } from './start.js';

/** One run against one server. */
export interface Examination {
  readonly server: Server;
  readonly version: string;
  readonly summary: Summary;
  readonly comparison: Comparison;
}

/**
 * Starts a server, runs the profile against it as a user would, by the command, and compares.
 * @param reports  folder for the run's reports and what the command printed
 * @throws Unproven when the server does not start, HarnessError when the command writes no summary.
 */
export async function examine(server: Server, reports: string, seed?: string): Promise<Examination> {
  // A command that fails early leaves the reports of an earlier run as they are: they must not be taken for this one's.
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const register: NodeJS.ProcessEnv = server.register ? await makeRegister(server, reports) : {};
  const running = await start(server, register);
  try {
    const summary = await runCommand(
      server,
      { HOST_PORT: register.HOST_PORT, ...factsOf(running) },
      running.issuer,
      reports,
      seed,
    );
    const { version } = running;
    return { server, version, summary, comparison: compare(readExpected(server), summary, version) };
  } finally {
    await running.stop();
    writeFileSync(join(reports, 'server.log'), running.said());
  }
}

async function runCommand(
  server: Server,
  environment: NodeJS.ProcessEnv,
  issuer: string,
  reports: string,
  seed?: string,
): Promise<Summary> {
  const target =
    server.target === undefined ? ['--profile', 'rfc7591', '--target', issuer] : ['--target', server.target];
  const workers = server.workers === undefined ? [] : ['--workers', String(server.workers)];
  const args = [
    'run',
    ...server.cases,
    ...target,
    ...workers,
    '--reports',
    relative(process.cwd(), reports),
    '--quiet',
  ];
  const said = await command(seed === undefined ? args : [...args, '--seed', seed], environment);
  writeFileSync(join(reports, 'output.txt'), said);
  try {
    return JSON.parse(readFileSync(join(reports, 'summary.json'), 'utf8')) as Summary;
  } catch {
    throw new HarnessError(`the run against ${server.name} wrote no summary. It said:\n${said.slice(-3000)}`);
  }
}

/** What `dcr-conformance` prints; how it ends is for its reports to say. */
function command(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (_, stdout, stderr) => {
        resolve(stdout + stderr);
      },
    );
  });
}

/**
 * The Register that we are going to play, as a server is told of it: on a port of its own, because the server is
 * configured before the run begins.
 */
async function makeRegister(server: Server, reports: string): Promise<NodeJS.ProcessEnv> {
  const port = await freePort();
  const folder = join(reports, 'trust');
  const authority = join(folder, 'conformance-ca.pem');
  // What is trusted is the cast, the same for every target without an identity of its own; the server's target file
  // cannot be read before the server is up.
  const said = await command(
    ['trust', '--target', 'reference', '--out', relative(process.cwd(), folder)],
    {},
  );
  if (!existsSync(authority))
    throw new HarnessError(`what ${server.name} has to trust was not written. ${said}`);
  return {
    HOST_PORT: String(port),
    REGISTER_JWKS_URI: `https://localhost:${port}${registerJwksPath}`,
    CLIENT_CA: authority,
    // For what the server fetches from us: only Node reads it.
    NODE_EXTRA_CA_CERTS: authority,
  };
}

/** What a target file may use: `${SERVER_ISSUER}` and the like. */
function factsOf({ issuer, registration, discovery, facts = {} }: RunningServer): NodeJS.ProcessEnv {
  return {
    SERVER_ISSUER: issuer,
    SERVER_REGISTRATION: registration,
    ...(discovery === undefined ? {} : { SERVER_DISCOVERY: discovery }),
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [`SERVER_${name}`, value])),
  };
}
