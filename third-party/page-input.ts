import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { TargetError } from '../src/nouns/errors.js';
import { loadLedger } from '../src/scenario/ledger.js';
import type { Found } from './findings-page.js';
import { readExpected, readServer, serverNames } from './server.js';

/** Every server with what was found on it. @throws TargetError when a file is wrong or names an unknown requirement */
export function pageInput(root: string): readonly Found[] {
  const folder = join(root, 'targets', 'third-party');
  return serverNames(folder).map((name) => {
    const server = readServer(folder, name);
    const expected = readExpected(server);
    const profile =
      server.target === undefined
        ? 'rfc7591'
        : (parse(readFileSync(server.target, 'utf8')) as { readonly profile: string }).profile;
    const path = join(root, 'scenarios', profile, 'requirements.yaml');
    const loaded = loadLedger(readFileSync(path, 'utf8'), path);
    if ('errors' in loaded) throw new TargetError(loaded.errors.map(({ message }) => message).join('\n'));
    const known = new Set(loaded.ledger.requirements.map(({ id }) => id));
    const unknown = expected.findings.map(({ requirement }) => requirement).filter((id) => !known.has(id));
    if (unknown.length > 0) {
      throw new TargetError(
        `${join(server.folder, 'findings.yaml')} names ${unknown.join(', ')}, which ${path} lacks`,
      );
    }
    return { server, expected, ledger: loaded.ledger };
  });
}
