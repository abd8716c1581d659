import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import type { Browser } from '@playwright/test';

import { writeAllureResults } from '../src/report/allure-results.js';
import { fleetPage } from '../src/report/fleet.js';
import { matrix } from '../src/report/matrix.js';
import { statementPage } from '../src/report/statement-page.js';
import { summarise } from '../src/report/summarise.js';
import { writeAtomically } from '../src/report/write-atomically.js';
import { publish } from '../src/run/publish.js';
import { browserless, launchBrowser, openPage } from './browser.js';
import { run } from './report-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'dcr-browser-'));
let browser: Browser | undefined;

before(async () => {
  if (browserless !== false) return;
  browser = await launchBrowser();
  const one = run();
  const results = join(folder, 'results');
  await writeAllureResults(one, results);
  await publish(one, { reports: folder, allure: { results, attachments: results } });
  await writeAtomically(join(folder, 'statement.html'), statementPage(one, 'a-key'));
  const report = { name: 'bank', folder: 'one', code: 1, summary: summarise(one), matrix: matrix(one) };
  await writeAtomically(
    join(folder, 'fleet.html'),
    fleetPage([report, { name: 'away', folder: 'two', code: 3 }]),
  );
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string, ...rest: readonly [size?: Size, scheme?: 'light' | 'dark']) =>
  openPage(browser, pathToFileURL(join(folder, path)).href, ...rest);
type Size = Parameters<typeof openPage>[2];

for (const file of ['index.html', 'allure-report/index.html', 'statement.html', 'fleet.html']) {
  test(
    `${file}: asks for nothing from outside, and complains of nothing`,
    { skip: browserless },
    async () => {
      const { page, outside, complaints } = await open(file);
      assert.deepEqual([outside, complaints], [[], []]);
      assert.ok((await page.innerText('body')).length > 100, 'there is something to read');
      await page.close();
    },
  );
}

test(
  'index.html: the filter narrows map and list, by word and by verdict',
  { skip: browserless },
  async () => {
    const { page } = await open('index.html');
    const shown = () => page.locator('.cell:visible').count();
    const all = await shown();
    assert.ok(all > 4);
    await page.getByRole('searchbox').or(page.locator('input[name=text]')).first().fill('tls-1-2');
    assert.equal(await shown(), 1);
    assert.match(await page.locator('#filtered').innerText(), /^1 of \d+ requirements shown$/);
    await page.locator('input[name=text]').fill('');
    assert.equal(await shown(), all);
    const boxes = page.locator('input[name=verdict]');
    for (let index = 0; index < (await boxes.count()); index += 1)
      await boxes.nth(index).uncheck({ force: true });
    assert.equal(await shown(), 0);
    await page.close();
  },
);

test(
  'index.html: the map is one tab stop, arrows move in it, Enter opens the requirement',
  { skip: browserless },
  async () => {
    const { page } = await open('index.html');
    const id = (): Promise<string | undefined> =>
      page.evaluate<string | undefined>(`document.activeElement?.dataset.id`);
    for (let press = 0; press < 40 && (await id()) === undefined; press += 1)
      await page.keyboard.press('Tab');
    const first = await id();
    assert.ok(first !== undefined, 'the map can be reached by Tab');
    await page.keyboard.press('ArrowRight');
    const second = await id();
    assert.ok(second !== undefined && second !== first);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await id(), first);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
    assert.equal(await page.locator(`details[id="r-${first}"]`).getAttribute('open'), '');
    await page.close();
  },
);

test('pages fit a phone, in light and dark', { skip: browserless }, async () => {
  for (const file of ['index.html', 'statement.html', 'fleet.html']) {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(file, { width: 380, height: 800 }, scheme);
      const overflow = await page.evaluate<number>(
        `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
      );
      assert.ok(overflow <= 0, `${file}, ${scheme}: ${String(overflow)} px wider than the screen`);
      await page.close();
    }
  }
});
