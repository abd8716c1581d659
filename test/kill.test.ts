import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { momentsOf, openKillStand, type KillStand } from './hostile/kill.js';

const seed = 8;

// Twenty moments are part of `npm run hostile`.
describe('a run that is killed', () => {
  let stand: KillStand;
  before(async () => {
    stand = await openKillStand();
  });
  after(() => stand.close());

  for (const index of [0, 1, 2]) {
    it(`at moment ${index} of seed ${seed}: its ledger is readable, and cleanup removes or tells what it registered`, async () => {
      const [moment] = momentsOf(seed, 3, stand.undisturbedMs).slice(index);
      assert.ok(moment);
      const killed = await stand.kill(moment);
      assert.deepEqual(killed.wrong, [], JSON.stringify(killed));
    });
  }

  it('the next run starts clean', async () => {
    assert.deepEqual(await stand.finish(), []);
  });
});
