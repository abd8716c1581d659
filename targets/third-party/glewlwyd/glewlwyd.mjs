import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { openPort } from '../lib/serve.mjs';
import { configure } from './configure.mjs';

/** A loopback port that was free a moment ago: Glewlwyd cannot be given port 0. */
async function freePort() {
  const { server, port } = await openPort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Runs Glewlwyd on loopback with a folder of its own.
 * @param {{ publicUrl?: string, scopes?: string[], tokenSeconds?: number }} [options]  see configure.mjs
 * @returns its origin, its issuer and what stops it and removes the folder
 * @throws Error when it does not answer within ten seconds
 */
export async function startGlewlwyd({ publicUrl, ...settings } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'glewlwyd-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const seen = publicUrl ?? origin;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const configuration = orElse(() => configure({ folder, port, publicUrl: seen, ...settings }), remove);
  // pdeathsig: it dies with this process, even if this process is killed.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'glewlwyd', '-c', configuration], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (said = (said + text).slice(-4000)));
    stream.pipe(process.stderr, { end: false });
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([ended, delay(3000).then(() => child.kill('SIGKILL'))]);
    }
    remove();
  };
  if (!(await answers(`${origin}/api/oidc/.well-known/openid-configuration`, child))) {
    await stop();
    throw new Error(`Glewlwyd did not answer on port ${port} within ten seconds. It said: ${said}`);
  }
  return { origin, issuer: `${seen}/api/oidc`, stop };
}

/** What `make` gives; if it throws, `undo` is called first. */
function orElse(make, undo) {
  try {
    return make();
  } catch (error) {
    undo();
    throw error;
  }
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return true;
    await delay(50);
  }
  return false;
}
