import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { oneLine } from '../evidence/visible.js';
import { addressText } from '../nouns/address.js';
import { TargetError } from '../nouns/errors.js';
import type { Target } from '../nouns/target.js';
import { makeDice } from '../recipient/dice.js';
import { exposure } from '../register/exposure.js';
import type { HolderBrand } from '../register/api/holder-brand.js';
import type { HostControl } from '../register/control.js';
import { makeProduct, type Product } from '../register/product.js';
import { mintSsa, ssaClaims } from '../register/software-statement.js';
import { watchForInterruption } from '../playwright/interruption.js';
import { openTarget } from '../run/compile.js';
import { openGround } from '../run/ground.js';
import { mention, say } from '../run/say.js';
import { parse, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';
import { servedText } from './serve-urls.js';
import { obeyLine, wordsOfServe } from './serve-words.js';

const flags = {
  ...targetFlags,
  port: { type: 'string', short: 'p' },
  'secure-port': { type: 'string' },
  products: { type: 'string' },
  ssa: { type: 'boolean' },
} as const;
const pollMs = 250;
const mostProducts = 100;

/**
 * `dcr-conformance serve [-t TARGET] [-p PORT] [--secure-port PORT] [--products N] [--ssa]`: keeps our Register in full and
 * the keys of some software products up until Ctrl-C, shows who asks for what, and changes statuses and keys as typed, so
 * that a holder can be set up and debugged by hand.
 */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const target = openTarget(wishesFrom(values, packageFolders().targets), today());
  const port = numberFrom('--port', values.port, 65_535);
  const securePort = numberFrom('--secure-port', values['secure-port'], 65_535) ?? 0;
  const count = numberFrom('--products', values.products, mostProducts) ?? 1;
  const interruption = watchForInterruption();
  const ground = await openGround({
    target: onlyHost(target),
    keys: join(process.cwd(), 'keys'),
    ...(port === undefined ? {} : { listen: { ...target.host.listen, port } }),
    secure: { listen: { ...target.host.listen, port: securePort } },
    findBrand: () => Promise.resolve(''),
  });
  const typed = createInterface({ input: process.stdin });
  try {
    const { host, control, cast } = ground;
    const products = productsFor(count, host.url, cast.key('register-ps256').kid);
    const jwks = { keys: [cast.key('recipient-ps256').publicJwk, cast.key('recipient-es256').publicJwk] };
    for (const product of products) await control.publish(product, { jwks });
    await control.holderBrands(brandsOf(target, new Date()));
    const listen = { host: target.host.listen.host, port: host.port };
    say(
      `${servedText(host, products)}\nlistening on ${addressText(listen)}; Ctrl-C ends it; ${wordsOfServe}\n`,
    );
    const exposed = exposure(listen);
    if (exposed !== undefined) mention(`${exposed}\n`);
    const [first] = products;
    if (values.ssa === true && first !== undefined) {
      const claims = ssaClaims(first, { now: new Date(), jti: randomUUID().replaceAll('-', '') });
      say(`SSA (ten minutes) ${await mintSsa(claims, cast.key('register-ps256'))}\n`);
    }
    let said: Promise<unknown> = Promise.resolve();
    typed.on('line', (line) => {
      // One after another, in the order typed.
      said = said.then(async () => {
        say(`${await obeyLine(line, control)}\n`);
      });
    });
    await follow(
      control,
      products.map(({ softwareId }) => softwareId),
      interruption.happened,
    );
    return 0;
  } finally {
    typed.close();
    interruption.end();
    await ground.close();
  }
}

/** Neither the embedded holder nor an outside Register is needed here. */
function onlyHost({ register: _register, ...target }: Target): Target {
  return target.where.kind === 'embedded'
    ? { ...target, where: { kind: 'discovery', url: 'https://localhost' } }
    : target;
}

function numberFrom(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= most) return Number(text);
  throw new TargetError(`${flag}: expected a number up to ${most}, found '${text}'`);
}

/** The same ids at every start with these keys, so that what a holder was told stays true. */
function productsFor(count: number, hostUrl: string, seed: string): readonly Product[] {
  const owner = makeDice(seed, 'served by hand');
  const brandId = owner.uuid();
  const legalEntityId = owner.uuid();
  return Array.from({ length: count }, (_, index) => {
    const dice = makeDice(seed, `served by hand ${index + 1}`);
    const name = `Software product ${index + 1} of the conformance tests`;
    return { ...makeProduct({ name, random: () => dice.uuid(), hostUrl }), brandId, legalEntityId };
  });
}

/** The target as a brand of Get Data Holder Brands, where it is known by its configuration. */
function brandsOf({ where, name }: Target, now: Date): readonly HolderBrand[] {
  if (where.kind !== 'discovery') return [];
  const base = where.url.replace(/\/\.well-known\/openid-configuration$/, '');
  const dice = makeDice(base, 'brand');
  return [
    {
      id: dice.uuid(),
      name,
      legalEntityId: dice.uuid(),
      legalEntityName: name,
      industries: ['banking', 'energy'],
      infosecBaseUri: base,
      publicBaseUri: base,
      resourceBaseUri: base,
      websiteUri: base,
      logoUri: `${base}/logo`,
      jwksUri: `${base}/jwks`,
      lastUpdated: now.toISOString(),
    },
  ];
}

/** Prints each fetch and each broken handshake as it comes. */
async function follow(
  control: HostControl,
  softwareIds: readonly string[],
  ended: () => boolean,
): Promise<void> {
  let fetches = 0;
  let handshakes = 0;
  while (!ended()) {
    const [register, failed, ...ofProducts] = await Promise.all([
      control.registerFetches(),
      control.failedHandshakes(),
      ...softwareIds.map((softwareId) => control.fetches(softwareId)),
    ]);
    const all = [register, ...ofProducts].flat().sort((one, other) => one.at.localeCompare(other.at));
    for (const { at, method, path, status, remoteAddress } of all.slice(fetches)) {
      say(`${at}  ${remoteAddress}  ${oneLine(`${method} ${path}`)}  ${status}\n`);
    }
    for (const { at, code } of failed.slice(handshakes)) {
      say(
        `${at}  a TLS handshake failed: ${oneLine(code)}${code.includes('UNKNOWN_CA') ? ' (it does not trust our CA)' : ''}\n`,
      );
    }
    fetches = all.length;
    handshakes = failed.length;
    await sleep(pollMs);
  }
}
