import { existsSync } from 'node:fs';

import { chromium, type Browser, type Page } from '@playwright/test';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Why tests in a browser are skipped here, or false. */
export const browserless: string | false =
  executablePath === undefined ? 'NO BROWSER: install chromium to have the reports looked at' : false;

export async function launchBrowser(): Promise<Browser | undefined> {
  if (executablePath === undefined) return undefined;
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** A page, with what it asked of other hosts and what it complained of: blocked scripts and dialogs are among that. */
export interface Opened {
  readonly page: Page;
  readonly outside: readonly string[];
  readonly complaints: readonly string[];
}

export async function openPage(
  browser: Browser | undefined,
  url: string,
  viewport = { width: 1280, height: 900 },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  if (browser === undefined) throw new Error('the browser was not launched');
  const page = await browser.newPage({ viewport, colorScheme });
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
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  return { page, outside, complaints };
}
