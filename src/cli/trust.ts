import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { describeCast } from '../cast/describe.js';
import { oneLine } from '../evidence/visible.js';
import type { Target } from '../nouns/target.js';
import { registerKeySet } from '../register/register-keys.js';
import { openTarget } from '../run/compile.js';
import { registerJwksPath } from '../run/doctor/public-url-check.js';
import { say } from '../run/say.js';
import { castFor, credentialsOf } from '../run/wiring.js';
import { parse, targetFlags, today, wishesFrom } from './options.js';
import { packageFolders } from './places.js';

const flags = { ...targetFlags, out: { type: 'string' } } as const;

/** `dcr-conformance trust [-t TARGET] [--out FOLDER]`: what the holder has to trust, where each goes, as files. */
export async function trust(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const target = openTarget(wishesFrom(values, packageFolders().targets), today());
  const credentials = credentialsOf(target);
  const cast = await castFor(target, join(process.cwd(), 'keys'), credentials);
  const folder = resolve(values.out ?? 'trust');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return relative(process.cwd(), join(folder, name));
  };
  const jwks = write(
    'register-jwks.json',
    `${JSON.stringify({ keys: registerKeySet(cast, 'current') }, null, 2)}\n`,
  );
  const ca = write('conformance-ca.pem', cast.authorityPem);
  const { certificates } = describeCast(cast);
  const fingerprint = certificates.find(({ name }) => name === 'register-authority')?.fingerprint ?? '';
  const base = publicBase(target);
  const sections: readonly (readonly [setting: string, value: string, why: string])[] = [
    [
      'Register JWKS URI',
      base === undefined ? portMissing(target) : `${base}${registerJwksPath}`,
      "verifies our SSAs (iss 'cdr-register'); while no run is up, 'dcr-conformance serve' answers it",
    ],
    ['the same keys, as a file', jwks, 'for a holder that is given keys instead of a URI'],
    ...(base === undefined
      ? []
      : ([
          [
            'Register base URI',
            `${base}/cdr-register/v1`,
            'statuses of recipients and products, for a holder that polls them',
          ],
        ] as const)),
    ...(target.host.certificate === undefined && target.host.plain !== true
      ? ([
          [
            'CA for outbound HTTPS',
            ca,
            `our host's certificate, when the holder fetches keys; SHA-256 ${fingerprint}`,
          ],
        ] as const)
      : []),
    credentials.client === undefined
      ? ([
          'CA for client certificates',
          ca,
          "the recipient's certificate at the registration and token endpoints (mutual TLS)",
        ] as const)
      : ([
          'CA for client certificates',
          '(that of your own client certificate)',
          'the target file brings its own identity',
        ] as const),
  ];
  say(
    `What ${oneLine(target.name)} has to trust\n\n${sections
      .map(([setting, value, why]) => `  ${setting}\n      ${value}\n      ${why}\n`)
      .join('\n')}\nAll of this is for tests: take it out of a holder before it meets the real Register.\n`,
  );
  return 0;
}

function publicBase({ host }: Target): string | undefined {
  if (host.publicUrl !== undefined) return host.publicUrl;
  return host.listen.port === 0 ? undefined : `https://localhost:${host.listen.port}`;
}

function portMissing(target: Target): string {
  return `(unknown until a run begins: give host.listen in ${target.file} a fixed port, such as 127.0.0.1:8443)`;
}
