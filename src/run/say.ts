import { printed } from '../report/terminal-layout.js';

/** Prints. Commands have no other way to the terminal, so that whatever a stranger wrote arrives there inert. */
export function say(text: string): void {
  process.stdout.write(printed(text));
}

/** Prints beside the results, where people look but scripts do not read. */
export function mention(text: string): void {
  process.stderr.write(printed(text));
}

/** Prints commands that CI is to obey: the one text that is not made inert here, but where it is written. */
export function instruct(commands: string): void {
  process.stdout.write(commands);
}
