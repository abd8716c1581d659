import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * The start line that every server here prints: one JSON object, then nothing more on stdout.
 * @typedef {object} Started
 * @property {string} version  of the package under test, as installed
 * @property {string} issuer
 * @property {string} [discovery]  URL of its configuration document, if it has one
 * @property {string} registration  URL of its registration endpoint
 */

/** Binds a loopback port of the kernel's choice. The handler comes later, because it has to know the port. */
export async function openPort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  return { server, port, origin: `http://127.0.0.1:${port}` };
}

/** Prints the start line. @param {Started} started */
export function announce(started) {
  process.stdout.write(`${JSON.stringify({ ...started, pid: process.pid })}\n`);
}

/**
 * Ends this process when it is told to (SIGTERM, SIGINT) and when its parent is gone (stdin closes), so that no
 * server is left behind after a crash of the run.
 * @param {() => unknown} cleanUp  is awaited first; may be called once only
 */
export function stopWhenTold(cleanUp) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await cleanUp();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdin.once('end', stop);
  process.stdin.once('error', stop);
  process.stdin.resume();
}

/** Closes a node:http server with every connection. */
export function close(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** The installed version of an npm package, from its own package.json. */
export function installedVersion(name) {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')).version;
}
