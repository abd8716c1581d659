import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';

import { quote } from '../evidence/shell-quote.js';
import type { Headers, Outcome } from '../nouns/exchange.js';
import { parseJson } from '../nouns/json.js';
import type { Route } from '../recipient/proxy.js';
import type { Wire, WireRequest } from '../recipient/wire.js';

/** The person at the keyboard, who sends a request with curl in our stead. */
export interface Hand {
  /** Private folder for bodies, header fields and answers; emptied by `forget`. */
  readonly folder: string;
  /** Shows the command, and resolves when the answer may be there. */
  readonly ask: (command: string) => Promise<void>;
  /** PEM files of a client certificate. */
  readonly certificate: (name: string) => { readonly certificate: string; readonly key: string } | undefined;
  /** PEM file of the authorities trusted for the target; undefined: the public ones. */
  readonly authority: string | undefined;
  readonly insecure: boolean;
  /** The way that curl has to go as well; the variables are its own too. */
  readonly route: Route;
}

/**
 * A wire whose requests are sent by hand: body and header fields lie ready in files, since a signed request and a token
 * are good for one use, and the command reads them. What curl was answered is what the case is judged by, so the case
 * goes on and tidies up as ever. When no answer was left, the request is sent from here.
 */
export function wireByHand(wire: Wire, hand: Hand, isWanted: () => boolean): Wire {
  let count = 0;
  return {
    ...wire,
    send: async (request) => {
      if (!isWanted() || !canBeTyped(request)) return wire.send(request);
      count += 1;
      const answer = join(hand.folder, `${String(count)}.answer`);
      const started = new Date().toISOString();
      const before = performance.now();
      await hand.ask(commandFor(request, count, answer, hand));
      const outcome = readAnswer(answer);
      if (outcome === undefined) return wire.send(request);
      return { outcome, started, durationMs: Math.round(performance.now() - before) };
    },
  };
}

/** A token may hold a line feed: our wire refuses it, while curl would read a further field from it. */
function canBeTyped({ headers }: WireRequest): boolean {
  return !headers.flat().some((text) => /[\r\n\0]/.test(text));
}

/** Takes away what was written for curl: it held live credentials. */
export function forget(hand: Pick<Hand, 'folder'>): void {
  rmSync(hand.folder, { recursive: true, force: true });
}

function commandFor(request: WireRequest, count: number, answer: string, hand: Hand): string {
  mkdirSync(hand.folder, { recursive: true, mode: 0o700 });
  const shown = (path: string): string => quote(relative(process.cwd(), path));
  const file = (ending: string, content: string | Buffer): string => {
    const path = join(hand.folder, `${String(count)}.${ending}`);
    writeFileSync(path, content, { mode: 0o600 });
    return shown(path);
  };
  rmSync(answer, { force: true });
  const { tls } = request;
  const pair = hand.certificate(tls.certificate);
  const version = (name: string): string => name.replace('TLSv', '');
  const options = [
    `--request ${quote(request.method)}`,
    `--url ${quote(request.url)}`,
    ...(pair === undefined ? [] : [`--cert ${shown(pair.certificate)} --key ${shown(pair.key)}`]),
    ...(hand.authority === undefined ? [] : [`--cacert ${shown(hand.authority)}`]),
    ...(hand.insecure ? ['--insecure'] : []),
    ...wayOf(request.url, hand),
    ...(tls.minVersion === undefined ? [] : [`--tlsv${version(tls.minVersion)}`]),
    ...(tls.maxVersion === undefined ? [] : [`--tls-max ${version(tls.maxVersion)}`]),
    ...(tls.ciphers === undefined ? [] : [`--ciphers ${quote(tls.ciphers)}`]),
    ...(request.headers.length === 0 ? [] : [`--header @${file('headers', fieldLines(request))}`]),
    ...(request.body === ''
      ? []
      : [`--data-binary @${file('body', request.gzip === true ? gzipSync(request.body) : request.body)}`]),
    `--output ${shown(answer)}`,
  ];
  // -v: what the target sends must not steer the terminal.
  return `curl --silent --show-error --globoff --path-as-is --http1.1 --include ${options.join(' \\\n  ')} && cat -v ${shown(answer)}\n`;
}

/**
 * curl reads the same variables, credentials included. Without more it would also take loopback to the proxy, and write
 * the proxy's answer to CONNECT where the target's is looked for.
 */
function wayOf(url: string, { route }: Hand): readonly string[] {
  const way = route(url);
  if (way.kind === 'proxied') return ['--proxytunnel --suppress-connect-headers'];
  return way.because === undefined ? [] : ["--noproxy '*'"];
}

/** To a body without a Content-Type field curl would add one of its own; an empty value is written `Name;`. */
function fieldLines({ headers, body }: WireRequest): string {
  const typed = body === '' || headers.some(([name]) => name.toLowerCase() === 'content-type');
  const lines = headers.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`));
  return `${[...lines, ...(typed ? [] : ['Content-Type:'])].join('\n')}\n`;
}

/** What `curl --include` has written: header fields and body of the last answer, after any interim ones. */
export function readAnswer(file: string): Outcome | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  for (;;) {
    const [head, status] = /^HTTP\/[\d.]+ (\d{3})[^\n]*\r?\n/.exec(text) ?? [];
    const end = /\r?\n\r?\n/.exec(text);
    if (head === undefined || status === undefined || end === null) return undefined;
    const body = text.slice(end.index + end[0].length);
    if (status.startsWith('1')) {
      text = body;
      continue;
    }
    const json = parseJson(body);
    return {
      kind: 'answer',
      status: Number(status),
      headers: parseFields(text.slice(head.length, end.index)),
      body,
      truncated: false,
      ...(json === undefined ? {} : { json }),
    };
  }
}

function parseFields(text: string): Headers {
  return text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon <= 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const];
  });
}
