import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Cast } from '../cast/cast.js';
import { TargetError } from '../nouns/errors.js';
import type { Flow } from '../nouns/requirement.js';
import type { Target } from '../nouns/target.js';
import { discoveryUrlOf } from '../plan/target-file.js';
import { routeFrom, type Route } from '../recipient/proxy.js';
import type { Wire } from '../recipient/wire.js';
import { borrowedSoftware } from '../register-client/borrowed-software.js';
import type { BorrowedSoftware } from '../recipient/software.js';
import type { Product } from '../register/product.js';
import { hostControl, type HostControl } from '../register/control.js';
import { startHost, type HostOptions, type RunningHost } from '../register/host.js';
import { makeTemporaryFolder } from '../report/temporary-folder.js';
import { removeAbandonedFolders } from './abandoned-folders.js';
import { discoveryOfBrand, openSource, readTrust } from './open-source.js';
import type { StatementSource } from './outside-register.js';
import type { EmbeddedHolder } from './holder-process.js';
import type { Credentials } from './identity.js';
import { castFor, credentialsOf, wireFor } from './wiring.js';

/** Looks a brand up in a Register; gives the URL of its configuration document. */
export type BrandFinder = (brandId: string, target: Target) => Promise<string>;

export interface GroundOptions {
  readonly target: Target;
  /** Folder of the cast's keys. */
  readonly keys: string;
  /** Where our host listens, when not where the target file says. */
  readonly listen?: { readonly host: string; readonly port: number };
  readonly findBrand?: BrandFinder;
  /** Our Register is played in full, with its mutual TLS endpoints on a listener of their own. */
  readonly secure?: NonNullable<HostOptions['secure']>;
  /** No product of an outside Register will be used: none is asked for. */
  readonly lendsNothing?: true;
}

/** What an outside Register gives: its products, lent to one case at a time. */
export interface Outside {
  readonly products: readonly Product[];
  readonly software: BorrowedSoftware;
}

/** What everything else stands on: our keys, our host, and the embedded holder where the target asks for one. */
export interface Ground {
  readonly target: Target;
  readonly cast: Cast;
  readonly host: RunningHost;
  readonly control: HostControl;
  readonly holder: EmbeddedHolder | undefined;
  readonly discoveryUrl: string;
  /** PEM certificates trusted for the target, beside the public ones where `publicTrust`. */
  readonly trust: readonly string[];
  readonly publicTrust: boolean;
  readonly wire: Wire;
  /** Which proxies the environment puts on the way. */
  readonly route: Route;
  /** Where the harness does not play the Register. */
  readonly outside: Outside | undefined;
  /** Private folder, removed at the end. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * Starts our host, and the embedded holder where there is one; what killed runs left in the temporary folder goes first.
 * @throws TargetError when a file or a variable of the user's is wrong, or a port is taken.
 */
export async function openGround(options: GroundOptions): Promise<Ground> {
  const { target } = options;
  const credentials = credentialsOf(target);
  const cast = await castFor(target, options.keys, credentials);
  await removeAbandonedFolders();
  const folder = makeTemporaryFolder('ground');
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one();
  };
  try {
    const host = await startHost({
      cast,
      listen: options.listen ?? target.host.listen,
      controlPath: join(folder, 'control'),
      ...(target.host.publicUrl === undefined ? {} : { publicUrl: target.host.publicUrl }),
      ...(target.host.plain === true ? { plain: true } : {}),
      ...(credentials.host === undefined ? {} : { certificate: credentials.host }),
      ...(options.secure === undefined ? {} : { secure: options.secure }),
    });
    opened.push(() => host.stop());
    const control = hostControl(host.controlPath);
    opened.push(() => control.close());
    const source = sourceFor(target, cast, credentials, opened);
    const holder = await holderFor(target, cast, host, folder);
    if (holder !== undefined) opened.push(() => holder.stop());
    const trust = [...credentials.trust, ...(holder === undefined ? [] : [cast.authorityPem])];
    const publicTrust = holder === undefined;
    const wire = wireFor(cast, target, { trust, publicTrust });
    opened.push(() => wire.close());
    const discoveryUrl = await discoveryUrlFor(options, holder, source);
    const route = routeFrom(process.env);
    // A setting that cannot be used is the user's mistake, and told before anything is sent.
    route(discoveryUrl);
    const products = options.lendsNothing === true ? [] : ((await source?.products()) ?? []);
    const outside =
      source === undefined
        ? undefined
        : { products, software: borrowedSoftware({ products, control, statement: source.statement }) };
    return {
      ...{
        target,
        cast,
        host,
        control,
        holder,
        discoveryUrl,
        trust,
        publicTrust,
        wire,
        route,
        outside,
        folder,
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Statements of an outside Register, over a wire of its own. */
function sourceFor(
  target: Target,
  cast: Cast,
  credentials: Credentials,
  opened: (() => Promise<void>)[],
): StatementSource | undefined {
  if (target.register === undefined) return undefined;
  const { source, close } = openSource(target.register, target, cast, credentials);
  opened.push(close);
  return source;
}

async function discoveryUrlFor(
  { target, findBrand }: GroundOptions,
  holder: EmbeddedHolder | undefined,
  source: StatementSource | undefined,
): Promise<string> {
  const { where } = target;
  switch (where.kind) {
    case 'embedded':
      return holder?.discoveryUrl ?? '';
    case 'discovery':
      return where.url;
    case 'url':
      return where.url.includes('/.well-known/') ? where.url : discoveryUrlOf(where.url);
    case 'endpoints':
      return discoveryUrlOf(where.endpoints.issuer);
    case 'brand':
      if (findBrand !== undefined) return findBrand(where.id, target);
      if (source?.findBrand === undefined) {
        throw new TargetError(
          `${target.file}: a brand can be looked up only in an outside Register, and the target file names none; give discovery or issuer instead`,
        );
      }
      return discoveryOfBrand(await source.findBrand(where.id), where.id, target);
  }
}

async function holderFor(
  target: Target,
  cast: Cast,
  host: RunningHost,
  folder: string,
): Promise<EmbeddedHolder | undefined> {
  if (target.where.kind !== 'embedded') return undefined;
  const flows: readonly Flow[] = target.flows ?? ['code'];
  // The X.509 library that writes its revocation list is not loaded for a holder of somebody else's.
  const { startHolder } = await import('./holder-process.js');
  return startHolder({
    cast,
    hostUrl: host.url,
    ...(target.register?.jwks === undefined
      ? {}
      : { register: { jwksUri: target.register.jwks, trust: readTrust(target.register.trust, target) } }),
    flows,
    asOf: target.asOf,
    faults: target.where.faults,
    variations: target.where.variations,
    // Cases that wait for a look at the Register need not wait long for a holder of our own.
    ...(target.capabilities['status-polling'] === true ? { statusPollSeconds: 2 } : {}),
    folder,
  });
}
