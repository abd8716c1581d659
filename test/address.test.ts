import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressText, isLoopback, withoutBrackets } from '../src/nouns/address.js';
import { isSafeUrl } from '../src/nouns/safe-url.js';

test('an address of IPv6 has brackets in a URL, and none anywhere else', () => {
  for (const host of ['localhost', '127.0.0.1', '::1']) {
    const text = addressText({ host, port: 8443 });
    assert.equal(withoutBrackets(new URL(`https://${text}`).hostname), host);
  }
});

test('loopback is what every machine takes for itself', () => {
  for (const host of ['localhost', '127.0.0.1', '127.255.0.9', '::1'])
    assert.equal(isLoopback(host), true, host);
  const others = [
    'x.localhost',
    'localhost.example',
    '127.0.0.1.example',
    '127.0.0.256',
    '::',
    '::ffff:7f00:1',
  ];
  for (const host of [...others, '10.127.0.1', '0.0.0.0', '']) assert.equal(isLoopback(host), false, host);
});

test('credentials go in clear text to this machine only, under a name or an address that nobody takes otherwise', () => {
  const safe = ['localhost', 'x.localhost', '127.0.0.1', '127.1', '[::1]'].map(
    (host) => `http://${host}:80/a`,
  );
  for (const url of [...safe, 'https://holder.example']) assert.equal(isSafeUrl(url), true, url);
  const unsafe = [
    'localhost.',
    'localhost.example',
    'xlocalhost',
    '127.0.0.1.example',
    '[::]',
    '[::ffff:7f00:1]',
  ];
  for (const host of [...unsafe, '10.0.0.7', '0.0.0.0', 'user:localhost@holder.example'])
    assert.equal(isSafeUrl(`http://${host}/`), false, host);
  for (const text of ['', 'localhost', 'ftp://localhost', 'file:///localhost'])
    assert.equal(isSafeUrl(text), false, text);
});
