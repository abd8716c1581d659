import assert from 'node:assert/strict';

/** What an Allure page says first: how many results it shows, in all and by status. */
export function shownBy(page: string): Readonly<Record<string, number>> {
  const [, encoded] = /d\("widgets\/statistic\.json",\s*"([^"]*)"/.exec(page) ?? [];
  assert.ok(encoded, 'the page has no statistic');
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Readonly<Record<string, number>>;
}
