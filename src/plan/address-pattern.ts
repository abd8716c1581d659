/**
 * Whether a pattern names a case's address (`registration/duplicate/second-post[row]@code`). `*` stands for one path
 * element or a part of it, `**` for any number of elements. A pattern without `[row]` or `@flow` holds for every row
 * or flow of the scenario.
 */
export function matchesAddress(pattern: string, address: string): boolean {
  return expressionOf(pattern).test(address);
}

function expressionOf(pattern: string): RegExp {
  const body = pattern
    .split(/(\/\*\*(?=\/|$)|^\*\*\/|\*\*|\*)/)
    .map((part) => {
      if (part === '/**') return '(?:/.*)?';
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      return part === '*' ? '[^/]*' : part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })
    .join('');
  const last = pattern.slice(pattern.lastIndexOf('/') + 1);
  const row = last.includes('[') || last.includes('@') ? '' : '(?:\\[[^\\]]*\\])?';
  const flow = last.includes('@') ? '' : '(?:@[a-z]+)?';
  return new RegExp(`^${body}${row}${flow}$`);
}
