import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TargetError } from '../src/nouns/errors.js';
import type { Json } from '../src/nouns/json.js';
import { schemaCheck } from '../src/scenario/schema-check.js';
import { parseYaml } from '../src/scenario/yaml-file.js';
import { findingsSchema, serverSchema } from './schemas.js';

/** An authorisation server that nobody here wrote, as `targets/third-party/NAME/server.yaml` describes it. */
export interface Server {
  /** The folder's name. */
  readonly name: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly title: string;
  readonly url: string;
  readonly about: string;
  /** Package whose version counts. */
  readonly package: string;
  readonly from: 'npm' | 'debian';
  /** Debian packages that it needs beside that one, and answers to the questions of their set-up. */
  readonly also: readonly string[];
  readonly debconf: readonly string[];
  /** The program and its arguments, run in the folder. */
  readonly start: readonly string[];
  /** It has to know the Register that we play: its keys' URI and its CA, before it starts. */
  readonly register: boolean;
  /** The part of the book that is run against it; all of it where this is empty. */
  readonly cases: readonly string[];
  /** How many cases run at once; the harness's own default where this is left out. */
  readonly workers?: number;
  /** Its target file; without one the harness gets the issuer's URL and has to find out the rest. */
  readonly target?: string;
}

/** A deviation that was checked by hand against the clause. */
export interface ExpectedFinding {
  readonly requirement: string;
  readonly verdict: 'unmet' | 'warned';
  /** It shows now and then only, because chance has a part in it: neither missed nor an alarm. */
  readonly steady?: false;
  /** What the server does, in one sentence. */
  readonly did: string;
  /** Why that is a finding, by the clause. */
  readonly why: string;
  /** `ADDRESS CHECK`: every place where it has to show. */
  readonly cases: readonly string[];
}

/** Cases that show nothing on this server, through no fault of the harness. */
export interface ExpectedGap {
  readonly why: string;
  readonly cases: readonly string[];
}

/** What a run against the server has to come to: `targets/third-party/NAME/findings.yaml`. */
export interface Expected {
  /** The version that was examined by hand. */
  readonly version: string;
  readonly verdict: 'conforms' | 'partly-shown' | 'does-not-conform';
  /** At least so many cases pass: a run that shows next to nothing is no confirmation. */
  readonly passed: number;
  /** Why clients of a run stay on the server, where they do. */
  readonly leavesClients?: string;
  readonly findings: readonly ExpectedFinding[];
  readonly unproven: readonly ExpectedGap[];
}

const [checkServer] = schemaCheck(serverSchema);
const [checkFindings] = schemaCheck(findingsSchema);

/** Names of the servers: the folders with a `server.yaml`. */
export function serverNames(root: string): readonly string[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'server.yaml')))
    .sort();
}

/** Reads a server's description. @throws TargetError that names the file and every fault in it. */
export function readServer(root: string, name: string): Server {
  const folder = join(root, name);
  const raw = readYaml(join(folder, 'server.yaml'), checkServer) as unknown as Omit<
    Server,
    'name' | 'folder' | 'target'
  >;
  const target = join(folder, 'target.yaml');
  return {
    ...raw,
    also: raw.also ?? [],
    debconf: raw.debconf ?? [],
    register: raw.register ?? false,
    cases: raw.cases ?? [],
    name,
    folder,
    ...(existsSync(target) ? { target } : {}),
  };
}

/** Reads what is expected of a server. @throws TargetError that names the file and every fault in it. */
export function readExpected(server: Pick<Server, 'folder'>): Expected {
  return readYaml(join(server.folder, 'findings.yaml'), checkFindings) as unknown as Expected;
}

function readYaml(path: string, check: ReturnType<typeof schemaCheck>[number] | undefined): Json {
  const parsed = parseYaml(readFileSync(path, 'utf8'), path);
  if ('problems' in parsed) {
    throw new TargetError(
      parsed.problems.map(({ place, message }) => `${path}:${place.line}  ${message}`).join('\n'),
    );
  }
  const faults = check?.(parsed.yaml.value) ?? [];
  if (faults.length > 0) {
    throw new TargetError(
      faults
        .map(({ pointer, message }) => `${path}:${parsed.yaml.valueAt(pointer).line}  ${pointer} ${message}`)
        .join('\n'),
    );
  }
  return parsed.yaml.value;
}
