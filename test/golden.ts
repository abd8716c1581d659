import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Tests run at the root of the project, compiled or not. */
const folder = join(process.cwd(), 'test', 'golden');

/** Compares with `test/golden/NAME`, so that wording is reviewed like code; `UPDATE_GOLDEN=1` writes it instead. */
export function golden(name: string, text: string): void {
  const file = join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} differs; UPDATE_GOLDEN=1 accepts the new text`);
}
