import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import { openPipeline } from '../src/playwright/pipeline.js';

it('works ahead, at most so many at once, each item once, and gives each its own result', async () => {
  let atOnce = 0;
  let most = 0;
  const seen: number[] = [];
  const pipeline = openPipeline([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    seen.push(item);
    most = Math.max(most, (atOnce += 1));
    await turn();
    atOnce -= 1;
    return item * 10;
  });
  assert.deepEqual(seen, [], 'nothing begins before it is asked for');
  assert.equal(await pipeline.take(5), 50);
  assert.deepEqual(
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => pipeline.take(item))),
    [10, 20, 30, 40, 50, 60, 70],
  );
  assert.equal(most, 3);
  assert.deepEqual(seen.sort(), [1, 2, 3, 4, 5, 6, 7]);
});

it('an error reaches who asks for that item, and the others go on', async () => {
  const pipeline = openPipeline(['a', 'b', 'c'], 1, (item) =>
    item === 'b' ? Promise.reject(new Error('no b')) : Promise.resolve(item),
  );
  assert.equal(await pipeline.take('a'), 'a');
  assert.equal(await pipeline.take('c'), 'c');
  await assert.rejects(pipeline.take('b'), /no b/);
});

it('an item that is not of the list is worked on by itself', async () => {
  const pipeline = openPipeline<string, string>([], 1, (item) => Promise.resolve(`${item}!`));
  assert.equal(await pipeline.take('alone'), 'alone!');
});

describe('winding down', () => {
  it('begins nothing more, and waits for what is in work', async () => {
    const began: number[] = [];
    const ended: number[] = [];
    const pipeline = openPipeline([1, 2, 3, 4], 2, async (item) => {
      began.push(item);
      await sleep(50);
      ended.push(item);
    });
    void pipeline.take(1);
    await turn();
    await pipeline.wind(10_000);
    assert.deepEqual(ended, [1, 2]);
    assert.deepEqual(began, [1, 2]);
  });

  it('waits for an item that is worked on by itself, whether it succeeds or not', async () => {
    let ended = false;
    const pipeline = openPipeline<string, string>([], 1, async () => {
      await sleep(50);
      ended = true;
      throw new Error('refused');
    });
    const taken = assert.rejects(pipeline.take('alone'), /refused/);
    await pipeline.wind(10_000);
    assert.ok(ended);
    await taken;
  });

  it('waits no longer than its grace for what never ends', async () => {
    const pipeline = openPipeline([1], 1, () => new Promise<never>(() => undefined));
    void pipeline.take(1);
    await pipeline.wind(20);
  });
});
