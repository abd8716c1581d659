import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openCast, type Cast } from '../cast/cast.js';
import { TargetError } from '../nouns/errors.js';
import type { Facts } from '../nouns/facts.js';
import type { Flow } from '../nouns/requirement.js';
import type { Target } from '../nouns/target.js';
import { learnFacts } from '../recipient/preflight.js';
import { openWire, type Wire } from '../recipient/wire.js';
import { startHost, type RunningHost } from '../register/host.js';
import type { PlanFile } from './compile.js';
import { startHolder, type EmbeddedHolder } from './holder-process.js';

/** What workers need to know of a running session; a private file, since the control socket obeys whoever reads it. */
export interface SessionFile {
  readonly planPath: string;
  readonly facts: Facts;
  readonly hostUrl: string;
  readonly controlPath: string;
  readonly keys: string;
  /** PEM certificates trusted for the target. */
  readonly trust: readonly string[];
  readonly publicTrust: boolean;
  readonly seed: string;
  readonly reports: string;
  readonly started: string;
}

export interface SessionOptions {
  readonly planPath: string;
  readonly planFile: PlanFile;
  /** Folder of the cast's keys. */
  readonly keys: string;
  readonly reports: string;
  readonly seed: string;
}

export interface Session {
  readonly path: string;
  readonly file: SessionFile;
  /** The embedded holder, when there is one. */
  readonly holder: EmbeddedHolder | undefined;
  close(): Promise<void>;
}

/**
 * Sets the stage: keys, our host, the embedded holder where the target asks for it, and the pre-flight.
 * @throws Unproven with one cause when the target cannot be reached, TargetError when a file of the user's is wrong.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { target } = options.planFile.plan;
  const folder = mkdtempSync(join(tmpdir(), 'dcr-'));
  mkdirSync(options.reports, { recursive: true });
  const opened: { close: () => Promise<void> }[] = [
    { close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })) },
  ];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one.close();
  };
  try {
    const cast = await openCast(options.keys, { hostNames: hostNames(target) });
    const host = await startHost({
      cast,
      listen: target.host.listen,
      controlPath: join(folder, 'control'),
      ...(target.host.publicUrl === undefined ? {} : { publicUrl: target.host.publicUrl }),
      ...certificateOf(target),
    });
    opened.push({ close: () => host.stop() });
    const holder = await holderFor(target, cast, host, folder);
    if (holder !== undefined) opened.push({ close: () => holder.stop() });
    const discoveryUrl = holder?.discoveryUrl ?? (target.where.kind === 'discovery' ? target.where.url : '');
    const trust = [
      ...target.trust.map((path) => readPem(path, target)),
      ...(holder === undefined ? [] : [cast.authorityPem]),
    ];
    const publicTrust = holder === undefined;
    const wire = wireFor(cast, target, trust, publicTrust);
    const facts = await learnFacts(target, discoveryUrl, wire).finally(() => wire.close());
    const file: SessionFile = {
      planPath: options.planPath,
      facts,
      hostUrl: host.url,
      controlPath: host.controlPath,
      keys: options.keys,
      trust,
      publicTrust,
      seed: options.seed,
      reports: options.reports,
      started: new Date().toISOString(),
    };
    const path = join(folder, 'session.json');
    writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
    return { path, file, holder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads what {@link openSession} wrote. */
export function readSession(path: string): SessionFile {
  return JSON.parse(readFileSync(path, 'utf8')) as SessionFile;
}

/** A wire to the target with the cast's identities. */
export function wireFor(cast: Cast, target: Target, trust: readonly string[], publicTrust: boolean): Wire {
  return openWire({
    identity: (name) => {
      const known = cast.identityNames.find((candidate) => candidate === name);
      return known === undefined ? undefined : cast.identity(known);
    },
    trust,
    publicTrust,
    requestMs: target.limits.requestMs,
    bodyBytes: target.limits.bodyBytes,
  });
}

async function holderFor(
  target: Target,
  cast: Cast,
  host: RunningHost,
  folder: string,
): Promise<EmbeddedHolder | undefined> {
  if (target.where.kind !== 'embedded') return undefined;
  const flows: readonly Flow[] = target.flows ?? ['code'];
  return startHolder({
    cast,
    hostUrl: host.url,
    flows,
    asOf: target.asOf,
    faults: target.where.faults,
    variations: target.where.variations,
    folder,
  });
}

function hostNames(target: Target): readonly string[] {
  const { publicUrl } = target.host;
  return publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
}

function certificateOf(target: Target): { certificate?: { keyPem: string; chainPem: string } } {
  const { certificate } = target.host;
  if (certificate === undefined) return {};
  return {
    certificate: { keyPem: readPem(certificate.key, target), chainPem: readPem(certificate.chain, target) },
  };
}

function readPem(path: string, target: Target): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TargetError(`${target.file}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''})`);
  }
}
