/** Text that Markdown shows as it stands: one line, nothing in it read as mark-up or HTML. */
export function plain(text: string): string {
  // An underscore within a word is no mark-up (CommonMark 0.31 section 6.2).
  const markup = /[\\`*[\]<>]|(?<!\w)_|_(?!\w)/g;
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll(markup, '\\$&');
}

/** A piece of data as code, whatever characters it holds. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const cut = line.length <= 200 ? line : `${line.slice(0, 197)}...`;
  const longest = Math.max(0, ...[...cut.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${cut}${fence}` : `${fence} ${cut} ${fence}`;
}
