import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { chromium, type Browser, type Page } from '@playwright/test';

import { writeAllureResults } from '../src/report/allure-results.js';
import { fleetPage } from '../src/report/fleet.js';
import { assemble } from '../src/report/ledger-file.js';
import { matrix } from '../src/report/matrix.js';
import { statementPage } from '../src/report/statement-page.js';
import { summarise } from '../src/report/summarise.js';
import { writeAtomically } from '../src/report/write-atomically.js';
import { publish } from '../src/run/publish.js';
import { answer, exchange, finding, header, record, records, run, step } from './report-fixture.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const skip =
  executablePath === undefined ? 'NO BROWSER: install chromium to have the reports looked at' : false;
const folder = mkdtempSync(join(tmpdir(), 'dcr-browser-'));
let browser: Browser | undefined;

/** Markup that runs, steals or breaks out wherever somebody forgets to escape. */
const attack = `"'><img src=x onerror="window.pwned=1"><script>window.pwned=1</script></script><svg onload="window.pwned=1"></details><a href="javascript:window.pwned=1">`;

function hostileRun() {
  const hostile = record(`evil${attack.replaceAll('/', '')}`, {
    title: attack,
    verdict: 'failed',
    cause: attack,
    row: { value: attack },
    chapter: { path: 'registration/duplicate', title: attack },
    findings: [finding({ verdict: 'unmet', expected: attack, actual: attack, because: attack })],
    controls: [{ kind: 'control', step: 'register', action: 'register', accepted: true, summary: attack }],
    steps: [
      step({
        deviations: [{ where: attack, valid: attack, sent: attack }],
        values: { [attack]: attack },
        exchanges: [exchange({ outcome: answer(201, { client_name: attack, error_description: attack }) })],
      }),
    ],
    leftBehind: [{ clientId: attack, softwareId: attack, reason: attack }],
  });
  const whole = run([...Object.values(records), hostile]);
  const { ledger } = header;
  const requirements = ledger.requirements.map((one) =>
    one.id === 'tls-1-2' ? { ...one, rule: attack, untestable: attack } : one,
  );
  return assemble(
    {
      ...whole.header,
      target: { name: attack, issuer: attack },
      seed: attack,
      ledger: {
        ...ledger,
        title: attack,
        requirements,
        groups: ledger.groups.map((group) => ({ ...group, title: attack })),
      },
    },
    whole.cases,
    whole.footer,
  );
}

before(async () => {
  if (executablePath === undefined) return;
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  for (const [name, one] of [
    ['plain', run()],
    ['hostile', hostileRun()],
  ] as const) {
    const results = join(folder, `${name}-results`);
    await writeAllureResults(one, results);
    await publish(one, { reports: join(folder, name), allureResults: results });
    await writeAtomically(join(folder, name, 'statement.html'), statementPage(one, 'a-key'));
    const report = {
      name: one.header.target.name,
      folder: 'one',
      code: 1,
      summary: summarise(one),
      matrix: matrix(one),
    };
    await writeAtomically(
      join(folder, name, 'fleet.html'),
      fleetPage([report, { name: 'away', folder: 'two', code: 3 }]),
    );
  }
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  readonly outside: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a page and notes what it asks the network for and what it complains of. */
async function open(
  path: string,
  size = { width: 1280, height: 900 },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  assert.ok(browser);
  const page = await browser.newPage({ viewport: size, colorScheme });
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|data|blob|about):/.test(request.url())) outside.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => complaints.push('a dialog')));
  await page.goto(pathToFileURL(join(folder, path)).href, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  return { page, outside, complaints };
}

for (const name of ['plain', 'hostile']) {
  for (const file of ['index.html', 'allure-report/index.html', 'statement.html', 'fleet.html']) {
    test(
      `${name}/${file}: asks for nothing from outside, complains of nothing, runs nothing of the target's`,
      { skip },
      async () => {
        const { page, outside, complaints } = await open(join(name, file));
        assert.deepEqual(outside, []);
        assert.deepEqual(complaints, []);
        // What is folded away is opened, so that everything is really laid out.
        await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`);
        await page.waitForTimeout(100);
        assert.equal(await page.evaluate(`'pwned' in window`), false);
        assert.ok((await page.innerText('body')).length > 100, 'there is something to read');
        await page.close();
      },
    );
  }
}

test('allure: also the page of a hostile case stays inert', { skip }, async () => {
  const { page, outside, complaints } = await open('hostile/index.html');
  const href = await page.locator('a[href*="allure-report/index.html#"]').first().getAttribute('href');
  assert.ok(href !== null);
  await page.goto(new URL(href, page.url()).href);
  await page.waitForTimeout(800);
  for (const button of await page.getByRole('button').all())
    await button.click({ timeout: 500 }).catch(() => undefined);
  assert.equal(await page.evaluate(`'pwned' in window`), false);
  assert.deepEqual([outside, complaints], [[], []]);
  await page.close();
});

test('index.html: the filter narrows map and list, by word and by verdict', { skip }, async () => {
  const { page } = await open('plain/index.html');
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
});

test(
  'index.html: the map is one tab stop, arrows move in it, Enter opens the requirement',
  { skip },
  async () => {
    const { page } = await open('plain/index.html');
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

test('pages fit a phone, in light and dark', { skip }, async () => {
  for (const file of ['index.html', 'statement.html', 'fleet.html']) {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(join('plain', file), { width: 380, height: 800 }, scheme);
      const overflow = await page.evaluate<number>(
        `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
      );
      assert.ok(overflow <= 0, `${file}, ${scheme}: ${String(overflow)} px wider than the screen`);
      await page.close();
    }
  }
});
