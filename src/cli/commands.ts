/** A command: takes its arguments, gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

/** Every command by name; each is loaded when it is called. */
export const commands: Readonly<Record<string, Command>> = {
  run: async (args) => (await import('./run.js')).run(args),
  list: async (args) => (await import('./list.js')).list(args),
  lint: async (args) => (await import('./lint.js')).lintBook(args),
  explain: async (args) => (await import('./explain.js')).explainCases(args),
  holder: async (args) => (await import('./holder.js')).holder(args),
  schemas: async (args) => (await import('./schemas.js')).schemas(args),
  help: async () => (await import('./help.js')).help(),
};
