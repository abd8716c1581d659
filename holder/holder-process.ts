/** Life of a holder process: start, commands on stdin, end. */
import { createInterface } from 'node:readline';
import { loadCatalogue } from './alterations.js';
import { parseConfig } from './config.js';
import { type RunningHolder, startHolder } from './holder.js';

export type ProcessOptions = {
  /** Text of the configuration file, and the folder that its paths are relative to. */
  readonly text: string;
  readonly folder: string;
  readonly faults: readonly string[];
  readonly variations: readonly string[];
  readonly stopWithStdin: boolean;
  readonly log: (line: string) => void;
};

const emit = (event: string, details: Readonly<Record<string, unknown>>): void =>
  void process.stdout.write(`${JSON.stringify({ event, ...details })}\n`);

/** Prints the faults or variations, one JSON object per line. */
export const list = async (kind: 'faults' | 'variations'): Promise<number> => {
  // A function has no form in JSON: what is printed is name and description.
  for (const described of (await loadCatalogue())[kind]) {
    process.stdout.write(`${JSON.stringify(described)}\n`);
  }
  return 0;
};

/** Runs a holder until it is told to end. Gives the exit code. */
export const run = async (options: ProcessOptions): Promise<number> => {
  const config = parseConfig(options.text, options.folder, new Date().toISOString().slice(0, 10));
  const holder = await startHolder(
    {
      ...config,
      faults: [...config.faults, ...options.faults],
      variations: [...config.variations, ...options.variations],
    },
    { log: options.log },
  );
  const ready = (): void => {
    emit('ready', { ...holder.address(), ...holder.active(), pid: process.pid });
  };
  ready();
  await ended(options.stopWithStdin, (line) => obey(line, holder, ready));
  emit('stopped', { registrations: holder.count() });
  await holder.stop();
  return 0;
};

const ended = (stopWithStdin: boolean, onLine: (line: string) => Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.stdin.destroy();
        resolve();
      });
    }
    if (!stopWithStdin) return;
    let last = Promise.resolve(); // commands are answered in the order in which they came
    createInterface({ input: process.stdin })
      .on('line', (line) => {
        last = last.then(() => onLine(line));
      })
      .on(
        'close',
        () =>
          void last.then(() => {
            resolve();
          }),
      );
  });

const names = (text: string): readonly string[] => text.split(/[\s,]+/u).filter((name) => name !== '');

const obey = async (line: string, holder: RunningHolder, ready: () => void): Promise<void> => {
  const [command = '', ...rest] = line.trim().split(/\s+/u);
  const wanted = names(rest.join(','));
  try {
    if (command === 'count')
      emit('count', { registrations: holder.count(), software_ids: holder.softwareIds() });
    else if (command === 'reset') {
      holder.reset();
      emit('reset', { registrations: 0 });
    } else if (command === 'poll') {
      await holder.poll();
      emit('polled', { registrations: holder.count() });
    } else if (command === 'faults' || command === 'variations') {
      if (await holder.alter({ [command]: wanted })) ready();
      emit(command, { active: holder.active()[command] });
    } else if (command !== '') {
      emit('error', {
        message: `unknown command "${command}"; known are count, reset, poll, faults, variations`,
      });
    }
  } catch (error) {
    emit('error', { message: error instanceof Error ? error.message : String(error) });
  }
};
