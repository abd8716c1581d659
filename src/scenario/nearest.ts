/** Distance of two words: insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function distance(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

/** The word that the reader most likely meant, or undefined when none is near. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  const reach = Math.max(1, Math.floor(word.length / 3));
  const ranked = [...words]
    .filter((candidate) => Math.abs(candidate.length - word.length) <= reach)
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ far }) => far <= reach)
    .sort((one, other) => one.far - other.far);
  return ranked[0]?.candidate;
}

/** ` (did you mean 'x'?)`, else the valid words when they are few, else nothing. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const known = [...words];
  const nearest = nearestWord(word, known);
  if (nearest !== undefined) return ` (did you mean '${nearest}'?)`;
  return known.length > 0 && known.length <= 16 ? ` (known: ${known.join(', ')})` : '';
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
