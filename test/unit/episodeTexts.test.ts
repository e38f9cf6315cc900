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
  const { endedBy } = createEpisodeTexts(english);
  it('say what ended one, each way in its own words', () => {
    const ways = [null, ...(Object.keys(WAYS) as EndedBy[])];
    assert.equal(new Set(ways.map(endedBy)).size, ways.length);
  });
});
