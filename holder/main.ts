/** The holder as a process: `node dist/holder/main.js --config FILE`. One JSON event per line on stdout. */
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';

const options = {
  config: { type: 'string' },
  fault: { type: 'string', multiple: true },
  variation: { type: 'string', multiple: true },
  'list-faults': { type: 'boolean' },
  'list-variations': { type: 'boolean' },
  'stop-with-stdin': { type: 'boolean' },
  verbose: { type: 'boolean' },
} as const;

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options });
  // The provider writes notices to the console as soon as it is loaded; stdout is for events only.
  const stderr = values.verbose
    ? process.stderr
    : new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      });
  globalThis.console = new Console(stderr, stderr);
  const { list, run } = await import('./holder-process.js');

  if (values['list-faults']) return list('faults');
  if (values['list-variations']) return list('variations');
  if (values.config === undefined) throw new TypeError('--config FILE is needed');
  const file = resolve(values.config);
  return run({
    text: readFileSync(file, 'utf8'),
    folder: dirname(file),
    faults: values.fault ?? [],
    variations: values.variation ?? [],
    stopWithStdin: values['stop-with-stdin'] ?? false,
    log: values.verbose ? (line) => process.stderr.write(`${line}\n`) : () => undefined,
  });
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`holder: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
