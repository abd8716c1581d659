import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { HarnessError, TargetError } from '../nouns/errors.js';
import { isJsonObject } from '../nouns/json.js';

/** What the generator is told: JSON only, for it goes to another process. */
export interface GeneratorOrder {
  /** Absolute path of a folder of Allure results. */
  readonly resultsDir: string;
  /** Absolute path of an Allure 3 configuration file. */
  readonly config: string;
  /** Folder to work in. */
  readonly cwd: string;
}

/** Allure's own generator, in a process of its own that has loaded it by the time it is wanted. */
export interface AllureGenerator {
  /** @throws TargetError where the package is not installed, HarnessError when it fails or takes longer than `timeoutMs`. */
  generate(order: GeneratorOrder, timeoutMs: number): Promise<void>;
  /** Ends a generator that is not wanted. */
  dismiss(): void;
}

/** The generator's exit code when its package is missing. */
export const notInstalled = 78;

/** Starts the generator; to load it takes longer than to make a small page. */
export function startAllureGenerator(): AllureGenerator {
  const program = fileURLToPath(new URL('./allure-generator-main.js', import.meta.url));
  const child = fork(program, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // Whoever generates hears of it; nobody else need.
  closed.catch(() => undefined);
  return {
    generate: async (order, timeoutMs) => {
      const deadline = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      // One that has died hears nothing; its end tells.
      child.send({ ...order }, () => undefined);
      const [code, signal] = await closed.finally(() => {
        clearTimeout(deadline);
      });
      if (code === 0) return;
      if (code === notInstalled) {
        throw new TargetError(
          'the HTML report needs the packages @allurereport/core and @allurereport/plugin-awesome: npm ci; or run with --no-allure',
        );
      }
      const said = Buffer.concat(output).toString('utf8').trim().slice(-2000);
      throw new HarnessError(
        `Allure's generator ended with ${signal ?? `exit code ${String(code)}`}: ${said}`,
      );
    },
    dismiss: () => {
      child.kill('SIGKILL');
    },
  };
}

/** Whether a message is an order. */
export function isOrder(message: unknown): message is GeneratorOrder {
  return (
    isJsonObject(message) &&
    ['resultsDir', 'config', 'cwd'].every((name) => typeof message[name] === 'string')
  );
}
