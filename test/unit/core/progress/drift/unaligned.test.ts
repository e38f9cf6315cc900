import assert from 'node:assert/strict';
import { driftAt } from '../../../../support/driftAt.ts';
import {
  ada,
  at,
  calm,
  codes,
  hop,
  hopOverDays,
  living,
  overDays,
  pacing,
  warns,
} from '../../../../support/driftStories.ts';
import type { History } from '../../../../support/syntheticHistory.ts';

describe('unaligned', () => {
  it('seven small commits over several days', () => warns(hopOverDays(living(), 7)));
  it('never six', () => calm(hopOverDays(living(), 6)));
  it('never those before my last tick', () => calm(hopOverDays(hop(living(), 6).tick().nextWorkday(), 6)));
  it('never those that the window has left behind', () =>
    calm(hopOverDays(hop(living(), 6).days(31).tick(['a.ts'], ada), 4)));
  it('names the commits, and since when', () => {
    const history = living();
    const from = history.shas.length;
    hopOverDays(history, 7);
    const [verdict] = driftAt(history, history.now).verdicts;
    assert.ok(verdict?.code === 'unaligned');
    assert.deepEqual(verdict.commits, history.shas.slice(from));
    assert.equal(verdict.milestone, 'v1');
    assert.equal(verdict.since.seconds, history.history().commits[from]?.authorTime.seconds);
  });
  it('is the same episode after a rebase', () => {
    const [one, rebased] = [living(), living().rebased()].map((history) => {
      hopOverDays(history, 7);
      const [verdict] = driftAt(history, history.now).verdicts;
      assert.ok(verdict?.code === 'unaligned');
      return verdict;
    });
    assert.notDeepEqual(one?.commits, rebased?.commits);
    assert.equal(one?.episode, rebased?.episode);
  });
  it('tells the recent small commits, and no large one', () => {
    const history = hop(living(), 2).days(40);
    const from = history.shas.length;
    hop(history, 3);
    const small = history.shas.slice(from);
    history.commit({ lines: 5_000 });
    assert.deepEqual(driftAt(history, history.now).small, small);
  });
  it('goes with its own settings', () => {
    calm(hopOverDays(living(), 7), { commits: 8 });
    warns(hopOverDays(living(), 5), { commits: 4 });
    calm(hopOverDays(living(), 12), { smallLines: 7 });
    calm(hop(hopOverDays(living(), 4).days(8), 3), { windowDays: 7 });
  });
});

describe('one busy day', () => {
  it('is none, however busy', () => calm(hop(living(), 40)));
  it('is none with a commit on another day', () => calm(hop(living(), 9).nextWorkday().commit(at(9))));
  it('may end after midnight', () => calm(hop(hop(living().hours(12), 7).hours(1), 7)));
  it('is not three quarters of the commits', () => warns(hop(hop(living(), 6).nextWorkday(), 2)));
  it('is one where a setting says so', () => {
    warns(hop(living(), 12), { commitsInOneDay: 12 });
    calm(hop(living(), 11), { commitsInOneDay: 12 });
  });
});

describe('my own pace', () => {
  it('excuses less than half as many again', () => calm(hopOverDays(pacing(6), 8)));
  it('does not excuse half as many again', () => warns(hopOverDays(pacing(6), 9)));
  it('is known after four movements, and nothing is watched before', () => {
    assert.deepEqual(codes(hopOverDays(pacing(0, 3), 20)), ['no-pace']);
    warns(hopOverDays(pacing(0, 4), 20));
  });
  it('is what nine of ten stretches keep to, however long the tenth', () => {
    const once = (before: History) => hop(before, 30).tick().nextWorkday();
    warns(hopOverDays(once(pacing(2, 10)), 7));
    calm(hopOverDays(once(once(pacing(2, 10))), 7));
  });
});

describe('working one thing through', () => {
  const a = { files: ['src/a.ts'] };
  const ab = { files: ['src/a.ts', 'src/b.ts'] };
  it('stays with a file', () => calm(overDays(living(), [...Array(10).fill(a), ab])));
  it('is not a file here and a file there', () =>
    warns(
      overDays(
        living(),
        Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? a : at(i))),
      ),
    ));
  it('shows in large commits too', () => {
    const history = hopOverDays(living(), 6).nextWorkday();
    for (let i = 0; i < 6; i += 1) history.commit({ files: ['src/big.ts'], lines: 300 });
    calm(hop(history, 3));
  });
  it('does not excuse the hopping after it', () => {
    const history = living();
    for (let i = 0; i < 8; i += 1) history.commit(a);
    warns(hopOverDays(history.nextWorkday(), 14));
  });
});

describe('one thing', () => {
  const about = (step: (i: number) => Parameters<History['commit']>[0]) =>
    overDays(
      living(),
      Array.from({ length: 11 }, (_, i) => ({ ...at(i), ...step(i) })),
    );
  const said = (subject: (i: number) => string) => about((i) => ({ subject: subject(i) }));
  it('a sweep of refactorings', () => calm(said((i) => `refactor(part${i}): rename`)));
  it('a sweep of tests', () => calm(said(() => 'test: cover the edge')));
  it('a sweep of refactorings and tests', () =>
    calm(said((i) => (i % 2 ? 'refactor: split' : 'test: cover'))));
  it('one scope', () => calm(said(() => 'chore(hygiene): trim')));
  it('a name in subjects and in paths', () =>
    calm(about((i) => ({ subject: `Signing, step ${i}`, files: [`apps/signer${i}/sign.yaml`] }))));
  it('a name in subjects and in parts of paths', () =>
    calm(about((i) => ({ subject: `mend the importer (${i})`, files: [`src/${i}/dataImporter.kt`] }))));
  it('is not a quarter of the works', () =>
    warns(about((i) => (i % 4 === 0 ? { subject: 'Scale synapse', files: [`synapse/${i}.yaml`] } : {}))));
  it('is not fixes here and there', () => warns(said((i) => `fix(part${i}): mend`)));
  it('is not chores of all sorts', () => warns(said(() => 'chore: tidy')));
  it('is not what has equal words', () => warns(said((i) => `Small change ${i}`)));
  it('is not what lies in one folder', () => warns(about((i) => ({ files: [`apps/web/src/${i}.ts`] }))));
  it('is not what writes its paths out', () =>
    warns(about((i) => ({ subject: `Change src/${i}/index.ts`, files: [`src/${i}/index.ts`] }))));
});

describe('keeping the plan', () => {
  const kept = { files: ['MILESTONES.md'], subject: 'Reword' };
  const keeping = (every: number) =>
    overDays(living(), [
      at(0),
      ...[kept, kept],
      ...Array.from({ length: 20 }, (_, i) => ((i + 1) % every === 0 ? kept : at(i + 1))),
    ]);
  it('in a fifth of the commits', () => calm(keeping(5)));
  it('is not a look at it now and then', () => warns(keeping(7)));
  it('shows in commits that do other work as well', () =>
    calm(
      overDays(
        living(),
        Array.from({ length: 12 }, (_, i) => (i % 3 ? at(i) : { files: [`src/${i}.ts`, 'MILESTONES.md'] })),
      ),
    ));
});

describe('large work', () => {
  it('that cannot be told from small work says nothing', () => {
    const history = hopOverDays(living(), 4).nextWorkday();
    for (let i = 0; i < 24; i += 1) history.commit({ files: [`pictures/${i}.png`], lines: null });
    warns(hopOverDays(history, 4));
  });
  it('with some tidying beside it', () => {
    const history = living();
    for (let i = 0; i < 28; i += 1) {
      history.commit({ files: [`src/big${i}.ts`], lines: 300 });
      if (i % 7 === 0) hop(history, 2).nextWorkday();
    }
    calm(hop(history, 3));
  });
});
