import assert from 'node:assert/strict';
import type { EndedBy } from '../../src/core/progress/drift/replay.ts';
import { createEpisodeTexts } from '../../src/episodeTexts.ts';
import { english } from '../../src/text.ts';

const WAYS: Record<EndedBy, true> = {
  tick: true,
  status: true,
  'born-done': true,
  'deleted-done': true,
  link: true,
  align: true,
  'other-tick': true,
  quiet: true,
};

describe('the texts of episodes', () => {
  const { endedBy, counted } = createEpisodeTexts(english);
  it('say what ended one, each way in its own words', () => {
    const ways = [null, ...(Object.keys(WAYS) as EndedBy[])];
    assert.equal(new Set(ways.map(endedBy)).size, ways.length);
  });
  it('say how many commits one had, and what was usual', () =>
    assert.deepEqual(
      [counted(9, 3), counted(9, 0), counted(9, null)],
      [
        '9 small commits (you seldom made more than 3)',
        '9 small commits (you seldom made any)',
        '9 small commits',
      ],
    ));
});
