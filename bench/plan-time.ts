/** `node plan-time.js BOOK`: milliseconds to read, lint and plan a generated book. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compilePlan } from '../src/run/compile.js';

const folder = mkdtempSync(join(tmpdir(), 'dcr-plan-'));
const target = join(folder, 'target.yaml');
writeFileSync(target, 'name: bench\nembedded: {}\nflows: [code]\n');
const started = performance.now();
await compilePlan({ target }, { root: folder, scenarios: process.argv[2] ?? '' }, '2026-01-01');
process.stdout.write(String(performance.now() - started));
rmSync(folder, { recursive: true });
