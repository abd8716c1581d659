/** A command: takes its arguments, gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

/** Every command by name; each is loaded when it is called. */
export const commands: Readonly<Record<string, Command>> = {
  run: async (args) => {
    // Playwright takes as long to load as the rest of us: it is begun first.
    const runner = (await import('../playwright/launch.js')).startRunner();
    try {
      return await (await import('./run.js')).run(args, runner);
    } finally {
      await runner.dismiss();
    }
  },
  report: async (args) => (await import('./report.js')).report(args),
  replay: async (args) => (await import('./replay.js')).replay(args),
  diff: async (args) => (await import('./diff.js')).diff(args),
  merge: async (args) => (await import('./merge.js')).merge(args),
  verify: async (args) => (await import('./verify.js')).verify(args),
  list: async (args) => (await import('./list.js')).list(args),
  lint: async (args) => (await import('./lint.js')).lintBook(args),
  explain: async (args) => (await import('./explain.js')).explainCases(args),
  init: async (args) => (await import('./init.js')).init(args),
  trust: async (args) => (await import('./trust.js')).trust(args),
  keys: async (args) => (await import('./keys.js')).keys(args),
  doctor: async (args) => (await import('./doctor.js')).doctor(args),
  serve: async (args) => (await import('./serve.js')).serve(args),
  cleanup: async (args) => (await import('./cleanup.js')).cleanup(args),
  holder: async (args) => (await import('./holder.js')).holder(args),
  schemas: async (args) => (await import('./schemas.js')).schemas(args),
  help: async () => (await import('./help.js')).help(),
};
