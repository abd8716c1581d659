import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Cast } from '../cast/cast.js';
import { revocationList } from '../cast/revocation-list.js';
import { HarnessError, TargetError } from '../nouns/errors.js';
import type { Flow } from '../nouns/requirement.js';

/** The reference Data Holder, running as its own process. */
export interface EmbeddedHolder {
  readonly discoveryUrl: string;
  readonly pid: number;
  /** Replaces the active faults or variations; returns the discovery URL, which may have moved. */
  alter(kind: 'faults' | 'variations', names: readonly string[]): Promise<string>;
  /** Forgets every registration and cache. */
  reset(): Promise<void>;
  /** How many registrations it holds. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

export interface HolderSettings {
  readonly cast: Cast;
  /** Base URL of our host, where the Register's keys are. */
  readonly hostUrl: string;
  /** Another Register than ours, and the authorities (PEM) that it and its recipients come with. */
  readonly register?: { readonly jwksUri: string; readonly trust: readonly string[] };
  readonly flows: readonly Flow[];
  readonly asOf: string;
  readonly faults: readonly string[];
  readonly variations: readonly string[];
  /** Seconds between two looks at the statuses in the Register; the holder's own choice by default. */
  readonly statusPollSeconds?: number;
  /** Private folder for the configuration and the certificates that the holder reads. */
  readonly folder: string;
}

type Event = Readonly<Record<string, unknown>> & { readonly event: string };

/**
 * Starts the reference holder and waits until it listens.
 * @throws TargetError when it does not know a fault or variation, HarnessError when it does not start.
 */
export async function startHolder(settings: HolderSettings): Promise<EmbeddedHolder> {
  const config = await writeConfig(settings);
  const main = fileURLToPath(new URL('../../holder/main.js', import.meta.url));
  const named = (flag: string, names: readonly string[]): string[] => names.flatMap((name) => [flag, name]);
  const child = spawn(
    process.execPath,
    [
      main,
      '--config',
      config,
      '--stop-with-stdin',
      ...named('--fault', settings.faults),
      ...named('--variation', settings.variations),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const waiting: { event: string; resolve: (event: Event) => void }[] = [];
  let discoveryUrl = '';
  let complaints = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-4000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as Event;
    if (event.event === 'ready') discoveryUrl = String(event['discovery']);
    if (event.event === 'error') complaints += String(event['message']);
    const index = waiting.findIndex((one) => one.event === event.event);
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(event);
  });
  const next = (event: string): Promise<Event> => new Promise((resolve) => waiting.push({ event, resolve }));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await Promise.race([next('ready'), ended]);
  if (ready === null || typeof ready === 'number') {
    const wrong = settings.faults.length + settings.variations.length > 0 ? TargetError : HarnessError;
    throw new wrong(
      `the embedded reference holder did not start (exit ${String(ready)}): ${complaints.trim()}`,
    );
  }
  const command = async (line: string, answer: string): Promise<Event> => {
    complaints = '';
    const answered = Promise.race([next(answer), next('error'), ended]);
    child.stdin.write(`${line}\n`);
    const event = await answered;
    if (event !== null && typeof event === 'object' && event.event === answer) return event;
    throw new TargetError(`the embedded holder did not obey '${line}': ${complaints}`);
  };
  return {
    discoveryUrl,
    pid: child.pid ?? 0,
    alter: async (kind, names) => {
      await command(`${kind} ${names.join(',')}`, kind);
      return discoveryUrl;
    },
    reset: async () => {
      await command('reset', 'reset');
    },
    count: async () => Number((await command('count', 'count'))['registrations']),
    stop: async () => {
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** The holder is a stranger: it gets files, as any holder would, and none of our private keys but its own. */
async function writeConfig(settings: HolderSettings): Promise<string> {
  const { cast, folder } = settings;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const identity = cast.identity('holder');
  const trusted = [cast.authorityPem, ...(settings.register?.trust ?? [])];
  const authority = file('holder-ca.pem', trusted.join('\n'));
  return file(
    'holder.json',
    JSON.stringify({
      listen: { host: '127.0.0.1', tlsPort: 0, mtlsPort: 0 },
      publicHost: 'localhost',
      tls: {
        key: file('holder-key.pem', identity.keyPem),
        cert: file('holder-cert.pem', identity.certificatePem),
      },
      clientCa: authority,
      // With a list of ours alone, OpenSSL would refuse every certificate of another authority for want of its list.
      ...(settings.register === undefined
        ? { clientCrl: file('holder-crl.pem', await revocationList(cast.folder, new Date())) }
        : {}),
      register: {
        jwksUri: settings.register?.jwksUri ?? `${settings.hostUrl}/cdr-register/v1/jwks`,
        issuer: 'cdr-register',
      },
      trust: authority,
      flows: settings.flows,
      now: settings.asOf,
      ...(settings.statusPollSeconds === undefined ? {} : { statusPollSeconds: settings.statusPollSeconds }),
    }),
  );
}
