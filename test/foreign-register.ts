import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { openCast } from '../src/cast/cast.js';
import { hostControl } from '../src/register/control.js';
import { startHost } from '../src/register/host.js';
import { makeProduct } from '../src/register/product.js';
import { brandNumber } from './holder-brands.js';

/** A Register that is nobody of ours: a process of its own, with keys and a CA of its own. */
export interface ForeignRegister {
  /** Base URLs: over TLS, over mutual TLS. */
  readonly open: string;
  readonly secure: string;
  readonly recipientBrand: string;
  readonly products: readonly string[];
  /** Keys and certificates of that Register and of the recipient that it knows. */
  readonly keys: string;
  readonly control: string;
  stop(): Promise<void>;
}

/** Starts one in `folder` with some products of one recipient brand, and sixty brands of Data Holders. */
export async function startForeignRegister(folder: string, products = 2): Promise<ForeignRegister> {
  const main = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [main, folder, String(products)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [ready] = (await once(lines, 'line')) as [string];
  return {
    ...(JSON.parse(ready) as Omit<ForeignRegister, 'stop'>),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function serve(folder: string, count: number): Promise<void> {
  const keys = join(folder, 'keys');
  const cast = await openCast(keys);
  const host = await startHost({
    cast,
    controlPath: join(folder, 'socket', 'control'),
    secure: { listen: { host: '127.0.0.1', port: 0 } },
  });
  const control = hostControl(host.controlPath);
  const recipientBrand = randomUUID();
  const legalEntityId = randomUUID();
  const products: string[] = [];
  const jwks = { keys: [cast.key('recipient-ps256').publicJwk, cast.key('recipient-es256').publicJwk] };
  for (let index = 0; index < count; index += 1) {
    const made = makeProduct({ name: `Product ${index + 1}`, random: randomUUID, hostUrl: host.url });
    await control.publish({ ...made, brandId: recipientBrand, legalEntityId }, { jwks });
    products.push(made.softwareId);
  }
  await control.holderBrands(Array.from({ length: 60 }, (_, index) => brandNumber(index)));
  const { url: open, secureUrl: secure } = host;
  process.stdout.write(
    `${JSON.stringify({ open, secure, recipientBrand, products, keys, control: host.controlPath })}\n`,
  );
  process.stdin.resume();
  await once(process.stdin, 'end');
  await control.close();
  await host.stop();
}

const [, script, folder, count] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder !== undefined) await serve(folder, Number(count));
