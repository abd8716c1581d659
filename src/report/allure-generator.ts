import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { HarnessError, TargetError } from '../nouns/errors.js';
import { isJsonObject } from '../nouns/json.js';

/** What the generator is told when it starts: JSON only, for it goes to another process. */
export interface GeneratorOrder {
  /** Absolute paths of folders with Allure results and their attachments; a file that lies in several is read once. */
  readonly folders: readonly string[];
  /** Absolute path of an Allure 3 configuration file. */
  readonly config: string;
  /** Folder to work in. */
  readonly cwd: string;
}

/** What the generator hears while it works. */
export type GeneratorNews =
  /** Absolute paths of files in these folders that are whole: they can be read already. */
  | { readonly files: readonly string[] }
  /** No more results come: make the page of all that is in the folders. */
  | { readonly finished: true };

/** What the generator says: that it listens, and then, which id its page has given to each test, by full name. */
export type GeneratorWord = 'ready' | { readonly ids: readonly (readonly [fullName: string, id: string])[] };

/** Allure's own generator, in a process of its own: it loads, and reads results, while cases still run. */
export interface AllureGenerator {
  /** Says that files, by their absolute paths, are whole. What is not offered is found at the end. */
  offer(paths: readonly string[]): void;
  /**
   * Makes the page; answers its test ids by full name.
   * @throws TargetError where the package is not installed, HarnessError when it fails or takes longer than `timeoutMs`.
   */
  finish(timeoutMs: number): Promise<ReadonlyMap<string, string>>;
  /** Ends a generator whose page is not wanted any more. */
  dismiss(): void;
}

/** Files that are offered at once: to wake another process for each costs more than what it then does. */
const batch = 150;

/** The generator's exit code when its package is missing. */
export const notInstalled = 78;

/** Starts the generator; to load it takes longer than to make a small page. */
export function startAllureGenerator(order: GeneratorOrder): AllureGenerator {
  const program = fileURLToPath(new URL('./allure-generator-main.js', import.meta.url));
  const child = fork(program, [JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // Whoever waits for the page hears of it; nobody else need.
  closed.catch(() => undefined);

  // What is sent before anybody listens would be lost.
  let unsent: GeneratorNews[] | undefined = [];
  let ids: ReadonlyMap<string, string> | undefined;
  const deliver = (news: GeneratorNews): void => {
    // One that has died hears nothing; its end tells.
    child.send(news, () => undefined);
  };
  const tell = (news: GeneratorNews): void => {
    if (unsent === undefined) deliver(news);
    else unsent.push(news);
  };
  child.on('message', (word: GeneratorWord) => {
    if (word !== 'ready') {
      ids = new Map(word.ids);
      return;
    }
    unsent?.forEach(deliver);
    unsent = undefined;
  });

  const offered: string[] = [];
  return {
    offer: (paths) => {
      offered.push(...paths);
      if (offered.length >= batch) tell({ files: offered.splice(0) });
    },
    finish: async (timeoutMs) => {
      const deadline = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      tell({ finished: true });
      const [code, signal] = await closed.finally(() => {
        clearTimeout(deadline);
      });
      if (code === 0 && ids !== undefined) return ids;
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

/** The order in a command line's argument. @throws Error when it is none. */
export function orderFrom(argument: string | undefined): GeneratorOrder {
  const order: unknown = JSON.parse(argument ?? 'null');
  const isOrder =
    isJsonObject(order) &&
    Array.isArray(order['folders']) &&
    ['config', 'cwd'].every((name) => typeof order[name] === 'string');
  if (!isOrder) throw new Error('the generator was told something that is no order');
  return order as unknown as GeneratorOrder;
}
