import assert from 'node:assert/strict';
import fc from 'fast-check';
import { episodes } from '../../../../../src/core/progress/drift/episodes.ts';
import { ME } from '../../../../../src/core/progress/drift/takeDrift.ts';
import { DRIFT_SETTINGS, driftAt } from '../../../../support/driftAt.ts';
import {
  type History,
  type LabelledHistory,
  labelledHistory,
  STORY_KINDS,
} from '../../../../support/syntheticHistory.ts';

const story = fc
  .record({ kind: fc.constantFrom(...STORY_KINDS), seed: fc.nat() })
  .map(({ kind, seed }) => labelledHistory(kind, seed));

describe('drift over labelled histories', () => {
  for (const kind of STORY_KINDS) {
    it(kind, () => {
      for (let seed = 0; seed < 20; seed += 1) judgedAsLabelled(labelledHistory(kind, seed), `seed ${seed}`);
    });
  }
});

describe('drift, whatever the history', () => {
  it('is ended by my tick', () =>
    always(({ history }) => {
      history.tick();
      assert.equal(unalignedAt(history), undefined);
      assert.ok(myEpisodes(history).every(({ endedBy }) => endedBy !== null));
    }));

  it('is not changed by somebody else’s unrelated commit', () =>
    always(({ history }) => {
      const before = driftAt(history, history.now);
      const now = history.now;
      history.commit({ author: { name: 'Bo', email: 'bo@example.org' }, files: ['else/where.ts'], lines: 1 });
      const after = driftAt(history, now);
      assert.deepEqual([after.verdicts, after.counted], [before.verdicts, before.counted]);
    }));

  it('does not depend on the viewer’s zone', () =>
    always(({ history }) => {
      const [west, east] = [-720, 840].map((offsetMinutes) =>
        driftAt(history, { ...history.now, offsetMinutes }),
      );
      assert.deepEqual(west, east);
    }));

  it('is warned of during the episode, by commits that were known then', () =>
    always(({ history }) => {
      for (const { start, warnedAt, end, commits } of myEpisodes(history)) {
        assert.ok(start.seconds <= warnedAt.seconds && warnedAt.seconds <= end.seconds);
        assert.ok(commits.length >= DRIFT_SETTINGS.commits);
      }
    }));

  it('has the same past, however much of the future follows', () =>
    always(({ history }) => {
      const before = myEpisodes(history).filter(({ endedBy }) => endedBy !== null);
      history.days(2).tick().days(3).commit().commit();
      assert.deepEqual(myEpisodes(history).slice(0, before.length), before);
    }));
});

function judgedAsLabelled({ history, before, drift }: LabelledHistory, seed: string): void {
  const since = history.history().commits[before]?.authorTime.seconds ?? 0;
  const warned = myEpisodes(history).filter(({ warnedAt }) => warnedAt.seconds >= since);
  assert.equal(warned.length, drift ? 1 : 0, seed);
}

function myEpisodes(history: History) {
  return episodes(history.history(), { settings: DRIFT_SETTINGS, authors: new Set([ME]) });
}

function unalignedAt(history: History) {
  return driftAt(history, history.now).verdicts.find(({ code }) => code === 'unaligned');
}

function always(holds: (story: LabelledHistory) => void): void {
  fc.assert(fc.property(story, holds), { numRuns: 60 });
}
