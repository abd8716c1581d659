import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import type { Browser, Page } from '@playwright/test';
import fc from 'fast-check';

import { visible } from '../src/evidence/visible.js';
import { fleetPage } from '../src/report/fleet.js';
import { idleWaivers } from '../src/report/idle-waivers.js';
import { junit } from '../src/report/junit.js';
import { matrix } from '../src/report/matrix.js';
import { mergeRuns } from '../src/report/merge.js';
import { statementPage } from '../src/report/statement-page.js';
import { summarise } from '../src/report/summarise.js';
import { writeAtomically } from '../src/report/write-atomically.js';
import { republish } from '../src/run/republish.js';
import { browserless, launchBrowser, openPage, type Opened } from './browser.js';
import { hostileRun } from './hostile-run.js';
import { until } from './until.js';

/** What runs, loads or breaks out, in every language that a page speaks, wherever somebody forgets to escape. */
const attack = [
  `"'><img src=x onerror="window.__hit=1"><img src=https://evil.example/pixel.png>`,
  `<script>window.__hit=1</script></script><svg onload="window.__hit=1"/><math><mtext><a xlink:href="javascript:window.__hit=1">m</a></mtext></math>`,
  `</details></style></title></textarea><a href="javascript:window.__hit=1">x</a><iframe srcdoc="<script>top.__hit=1</script>"></iframe>`,
  `<form action="https://evil.example"><button>y</button></form><meta http-equiv=refresh content="0;url=https://evil.example">`,
  `<!-- ]]> \u2028\u202e\${window.__hit=1}{{constructor.constructor('window.__hit=1')()}}`,
  `![i](https://evil.example/markdown.png) [l](javascript:window.__hit=1) <javascript:window.__hit=1>`,
].join(' ');

const folder = mkdtempSync(join(tmpdir(), 'dcr-inert-pages-'));
let browser: Browser | undefined;
before(async () => {
  if (browserless !== false) return;
  browser = await launchBrowser();
  const one = hostileRun(attack);
  const part = (from: number, to: number) => ({ ...one, cases: one.cases.slice(from, to) });
  const merged = mergeRuns([
    { name: 'shard-1', run: part(0, 4) },
    { name: 'shard-2', run: part(4, one.cases.length) },
  ]);
  await republish(merged, folder);
  await writeAtomically(join(folder, 'statement.html'), statementPage(merged, attack));
  const report = { name: attack, folder: 'one', code: 1, summary: summarise(one), matrix: matrix(one) };
  await writeAtomically(
    join(folder, 'fleet.html'),
    fleetPage([report, { name: attack, folder: 'two', code: 3 }]),
  );
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string): Promise<Opened> => openPage(browser, pathToFileURL(join(folder, path)).href);

async function assertInert({ page, outside, complaints }: Opened): Promise<void> {
  // A script that the page's policy has kept from running is a complaint: it should have been text.
  assert.deepEqual([outside, complaints], [[], []]);
  for (const frame of page.frames()) assert.equal(await frame.evaluate(`window.__hit`), undefined);
  const links = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('[href], [src], [action], [formaction]')].flatMap((element) =>
      ['href', 'xlink:href', 'src', 'action', 'formaction'].flatMap((name) => element.getAttribute(name) ?? []))`,
  );
  assert.ok(links.length > 0 || page.url().endsWith('statement.html'));
  const strange = links.filter(
    (link) => /^[\s\0]*[a-z][a-z0-9+.-]*:/i.test(link) && !/^(https?|mailto|file|data):/.test(link),
  );
  assert.deepEqual(strange, []);
  assert.ok(
    (await page.innerText('body')).includes('<script>window.__hit=1</script>'),
    'the payload stands there, as text',
  );
}

for (const file of ['index.html', 'statement.html', 'fleet.html']) {
  test(`${file}: markup of strangers is text`, { skip: browserless }, async () => {
    const opened = await open(file);
    // What is folded away is opened, so that everything is really laid out.
    await opened.page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`);
    for (const cell of await opened.page.locator('.cell').all()) await cell.hover();
    await opened.page.waitForTimeout(100);
    await assertInert(opened);
    await opened.page.close();
  });
}

/** Opens every attachment of the case that Allure shows; how many exchanges, and how many texts, were laid out. */
async function unfold(page: Page): Promise<{ readonly exchanges: number; readonly texts: number }> {
  await page.getByTestId('test-result-tab-attachments').click();
  for (const header of await page.getByTestId('test-result-attachment-header').all()) await header.click();
  const laidOut = async () => ({
    exchanges: await page.getByTestId('http-attachment-content').count(),
    texts: await page.getByTestId('code-attachment-content').count(),
  });
  await until(async () => {
    const { exchanges, texts } = await laidOut();
    return exchanges >= 5 && texts >= 14;
  }, 'every attachment');
  return laidOut();
}

test('Allure: every case, and every attachment of one, is text', { skip: browserless }, async () => {
  const first = await open('index.html');
  const links = await first.page.evaluate<readonly string[]>(
    `[...new Set([...document.links].map(({ href }) => href).filter((href) => href.includes('allure-report/index.html#')))]`,
  );
  await first.page.close();
  assert.ok(links.length >= 8, String(links.length));
  const opened = await open('allure-report/index.html');
  for (const [index, link] of links.entries()) {
    await opened.page.goto(link);
    await opened.page.getByTestId('test-result-info-title').waitFor();
    await assertInert(opened);
    if (index > 0) continue;
    // Web page, picture, XHTML, JavaScript and XML: every type of body that a browser might run.
    const { exchanges, texts } = await unfold(opened.page);
    assert.equal(exchanges, 5);
    assert.ok(texts >= 14, String(texts));
    await assertInert(opened);
  }
  await opened.page.close();
});

for (const file of ['index.html', 'statement.html', 'fleet.html', 'allure-report/index.html']) {
  test(`${file}: its policy holds where escaping should fail`, { skip: browserless }, async () => {
    let asked = 0;
    const elsewhere = createServer((_request, response) => {
      asked += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { page, complaints } = await open(file);
    const base = `http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}`;
    await page.evaluate(
      `(() => {
        const holder = document.createElement('div');
        holder.innerHTML = '<img src="data:,x" onerror="window.__hit=1"><img src="${base}/p.png">'
          + '<iframe srcdoc="<script>top.__hit=1</scr' + 'ipt>"></iframe><iframe src="${base}/"></iframe>';
        document.body.append(holder);
      })()`,
    );
    // Each of the four is complained of, the frames' own as soon as they are loaded.
    await until(() => complaints.length >= 4, 'four complaints');
    await page.waitForTimeout(300);
    elsewhere.close();
    elsewhere.closeAllConnections();
    assert.equal(await page.evaluate(`window.__hit`), undefined);
    assert.equal(asked, 0, 'nothing is loaded from elsewhere');
    assert.ok(complaints.length >= 4, complaints.join('\n'));
    await page.close();
  });
}

test('JUnit: an XML parser reads what was meant, whatever anybody wrote', { skip: browserless }, async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...']]>|<!--|-->|<![CDATA[|&amp;|&#0;|&lt;|<?x ?>|<!DOCTYPE a>|"|\'|\t|\r\n|\u0000|\u001b|\u0085|\u2028|\ufffe|\uffff|\ud800|\udc00|😀'.split(
        '|',
      ),
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const payloads = fc.sample(
    fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    { seed: 8, numRuns: 100 },
  );
  const { page } = await open('index.html');
  for (const payload of [...payloads, attack]) {
    const run = hostileRun(payload);
    const read = await page.evaluate<{
      readonly names: readonly string[];
      readonly cases: readonly string[];
    }>(
      `(() => {
        const document = new DOMParser().parseFromString(${JSON.stringify(junit(run))}, 'application/xml');
        return {
          names: [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
          cases: [...document.querySelectorAll('testcase')].map((one) => one.getAttribute('name')),
        };
      })()`,
    );
    assert.deepEqual(
      read.names,
      ['error', 'failure', 'properties', 'property', 'skipped', 'testcase', 'testsuite', 'testsuites'],
      JSON.stringify(payload),
    );
    const names = [
      ...run.cases.map(({ address }) => address),
      ...idleWaivers(run).map((waiver) => waiver.case),
    ];
    const meant = names.map((name) =>
      visible(name)
        .replaceAll(/[\ufffe\uffff]/g, '')
        .replaceAll('\t', ' '),
    );
    assert.deepEqual([...read.cases].sort(), meant.sort());
  }
  await page.close();
});
