#!/usr/bin/env node
import { commands } from './commands.js';
import { fail } from './fail.js';

// A reader that closes early (head, less) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 4);
});

const [name = 'help', ...args] = process.argv.slice(2);

try {
  const command = commands[name];
  if (command === undefined) {
    const { didYouMean } = await import('../scenario/nearest.js');
    throw new (await import('../nouns/errors.js')).TargetError(
      `there is no command '${name}'${didYouMean(name, Object.keys(commands))}; 'dcr-conformance help' lists them`,
    );
  }
  process.exitCode = await command(args);
} catch (error) {
  process.exitCode = fail(error);
}
