import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { visible } from '../evidence/visible.js';
import { TargetError } from '../nouns/errors.js';
import type { HostControl } from '../register/control.js';
import { makeProduct } from '../register/product.js';
import { mintSsa, ssaClaims } from '../register/software-statement.js';
import { watchForInterruption } from '../playwright/interruption.js';
import { openTarget } from '../run/compile.js';
import { registerJwksPath } from '../run/doctor/public-url-check.js';
import { openGround } from '../run/ground.js';
import { parse, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

const flags = { ...targetFlags, port: { type: 'string', short: 'p' }, ssa: { type: 'boolean' } } as const;
const pollMs = 250;

/**
 * `dcr-conformance serve [-t TARGET] [-p PORT] [--ssa]`: keeps our Register and the keys of one software product up until
 * Ctrl-C, and shows who fetches what, so that a holder can be set up and debugged by hand.
 */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const target = openTarget(wishesFrom(values, packageFolders().targets), today());
  if (values.port !== undefined && !/^[0-9]{1,5}$/.test(values.port)) {
    throw new TargetError(`--port: expected a number, found '${values.port}'`);
  }
  const interruption = watchForInterruption();
  const ground = await openGround({
    // The embedded holder is not needed here.
    target:
      target.where.kind === 'embedded'
        ? { ...target, where: { kind: 'discovery', url: 'https://localhost' } }
        : target,
    keys: join(process.cwd(), 'keys'),
    ...(values.port === undefined ? {} : { listen: { ...target.host.listen, port: Number(values.port) } }),
    findBrand: () => Promise.resolve(''),
  });
  try {
    const { host, control, cast } = ground;
    const product = makeProduct({ name: 'served by hand', random: randomUUID, hostUrl: host.url });
    await control.publish(product, {
      jwks: { keys: [cast.key('recipient-ps256').publicJwk, cast.key('recipient-es256').publicJwk] },
    });
    process.stdout.write(
      `Register keys    ${host.url}${registerJwksPath}\n` +
        `product keys     ${product.jwksUri}\n` +
        `listening on     ${target.host.listen.host}:${host.port}; Ctrl-C ends it\n`,
    );
    if (values.ssa === true) {
      const claims = ssaClaims(product, { now: new Date(), jti: randomUUID().replaceAll('-', '') });
      process.stdout.write(`SSA (ten minutes) ${await mintSsa(claims, cast.key('register-ps256'))}\n`);
    }
    await follow(control, product.softwareId, interruption.happened);
    return 0;
  } finally {
    interruption.end();
    await ground.close();
  }
}

/** Prints each fetch and each broken handshake as it comes. */
async function follow(control: HostControl, softwareId: string, ended: () => boolean): Promise<void> {
  let fetches = 0;
  let handshakes = 0;
  while (!ended()) {
    const [register, product, failed] = await Promise.all([
      control.registerFetches(),
      control.fetches(softwareId),
      control.failedHandshakes(),
    ]);
    const all = [...register, ...product].sort((one, other) => one.at.localeCompare(other.at));
    for (const { at, method, path, status, remoteAddress } of all.slice(fetches)) {
      process.stdout.write(`${at}  ${remoteAddress}  ${visible(method)} ${visible(path)}  ${status}\n`);
    }
    for (const { at, code } of failed.slice(handshakes)) {
      process.stdout.write(
        `${at}  a TLS handshake failed: ${visible(code)}${code.includes('UNKNOWN_CA') ? ' (it does not trust our CA)' : ''}\n`,
      );
    }
    fetches = all.length;
    handshakes = failed.length;
    await sleep(pollMs);
  }
}
