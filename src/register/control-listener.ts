import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { HarnessError } from '../nouns/errors.js';
import { codeOrMessage, errorMessage } from '../nouns/thrown.js';
import type { ControlAnswer, ControlRequest } from './control-protocol.js';
import { obey } from './obey.js';
import type { World } from './world.js';

const largestBody = 4 * 1024 * 1024;

/**
 * Listens on a unix socket that only this user can reach: mode 0600 in a folder of mode 0700, which is made if missing.
 * @throws HarnessError when others may enter the folder.
 */
export async function listenForControl(world: World, controlPath: string): Promise<Server> {
  const folder = dirname(controlPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0) {
    throw new HarnessError(`the folder of the control socket is open to others: ${folder}`);
  }
  const server = createServer((request, response) => {
    void serve(world, request, response);
  });
  // Workers keep their connections open for the whole run, however long a target thinks.
  server.keepAliveTimeout = 0;
  server.listen(controlPath);
  await once(server, 'listening').catch((error: unknown) => {
    throw new HarnessError(`no control socket at ${controlPath} (${codeOrMessage(error)})`);
  });
  chmodSync(controlPath, 0o600);
  server.once('close', () => {
    rmSync(controlPath, { force: true });
  });
  return server;
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let reply: ControlAnswer;
  try {
    reply = obey(world, (await readJson(request)) as ControlRequest);
  } catch (error) {
    reply = { ok: false, error: errorMessage(error) };
  }
  const body = JSON.stringify(reply);
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new HarnessError(`a control request of more than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
