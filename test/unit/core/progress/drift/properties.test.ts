import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inOneGo } from '../../../../../src/core/inOneGo.ts';
import { episodes } from '../../../../../src/core/progress/drift/episodes.ts';
import { ME } from '../../../../../src/core/progress/drift/takeDrift.ts';
import { DRIFT_SETTINGS, driftAt } from '../../../../support/driftAt.ts';
import {
  type History,
  type LabelledHistory,
  labelledHistory,
  STORY_KINDS,
} from '../../../../support/syntheticHistory.ts';

/** A history grows as it is tried, so that each try writes its own. */
const story = fc.record({ kind: fc.constantFrom(...STORY_KINDS), seed: fc.nat() });

/** What somebody else may do elsewhere: nothing, a line, or a file of thousands. */
const unrelated = fc.record({
  daysAgo: fc.double({ min: -1, max: 120, noNaN: true }),
  author: fc.constantFrom('bo', 'cy', 'build[bot]').map((name) => ({ name, email: `${name}@example.org` })),
  files: fc.constantFrom([], ['else/where.ts'], ['else/where.ts', 'src/core/shared.ts']),
  lines: fc.oneof(fc.nat(3), fc.nat(5_000)),
});

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

  it('is not changed by unrelated commits of others, whenever they were made', () =>
    fc.assert(
      fc.property(story, fc.array(unrelated, { minLength: 1, maxLength: 80 }), ({ kind, seed }, others) => {
        const { history } = labelledHistory(kind, seed);
        const { now } = history;
        const judged = () => {
          const { verdicts, counted, smallLines } = driftAt(history, now);
          return { verdicts, counted, smallLines, episodes: myEpisodes(history) };
        };
        const before = judged();
        for (const { daysAgo, ...step } of others) history.commitBefore(daysAgo, step);
        assert.deepEqual(judged(), before);
      }),
      { numRuns: 60 },
    ));

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

  it('is said now while its past says that it lasts, of the same commits', () =>
    fc.assert(
      fc.property(story, fc.nat(45), ({ kind, seed }, daysLater) => {
        const { history } = labelledHistory(kind, seed);
        history.days(daysLater);
        const lasting = myEpisodes(history).find(({ endedBy }) => endedBy === null);
        assert.deepEqual(unalignedAt(history)?.commits, lasting?.commits);
      }),
      { numRuns: 100 },
    ));

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
  const options = { settings: DRIFT_SETTINGS, authors: new Set([ME]), now: history.now };
  return inOneGo(episodes(history.history(), options));
}

function unalignedAt(history: History) {
  const [verdict] = driftAt(history, history.now).verdicts;
  return verdict?.code === 'unaligned' ? verdict : undefined;
}

function always(holds: (story: LabelledHistory) => void): void {
  fc.assert(
    fc.property(story, ({ kind, seed }) => holds(labelledHistory(kind, seed))),
    { numRuns: 60 },
  );
}
