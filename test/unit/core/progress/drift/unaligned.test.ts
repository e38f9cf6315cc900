import assert from 'node:assert/strict';
import { driftAt } from '../../../../support/driftAt.ts';
import {
  ada,
  at,
  calm,
  codes,
  hop,
  hopOverTwoDays,
  living,
  overTwoDays,
  pacing,
  warns,
} from '../../../../support/driftStories.ts';

describe('unaligned', () => {
  it('seven small commits over two days', () => warns(hopOverTwoDays(living(), 7)));
  it('never six', () => calm(hopOverTwoDays(living(), 6)));
  it('never those before my last tick', () => calm(hopOverTwoDays(hop(living(), 6).tick().nextWorkday(), 6)));
  it('never those that the window has left behind', () =>
    calm(hopOverTwoDays(hop(living(), 6).days(31).tick(['a.ts'], ada), 4)));
  it('names the commits, since when, and the episode', () => {
    const history = living();
    const from = history.shas.length;
    hopOverTwoDays(history, 7);
    const [verdict] = driftAt(history, history.now).verdicts;
    assert.ok(verdict?.code === 'unaligned');
    assert.deepEqual(verdict.commits, history.shas.slice(from));
    assert.equal(verdict.episode, history.shas[from]);
    assert.equal(verdict.milestone, 'v1');
    assert.equal(verdict.since.seconds, history.history().commits[from]?.authorTime.seconds);
  });
  it('goes with its own settings', () => {
    calm(hopOverTwoDays(living(), 7), { commits: 8 });
    warns(hopOverTwoDays(living(), 5), { commits: 4 });
    calm(hopOverTwoDays(living(), 12), { smallLines: 7 });
    calm(hop(living(), 4).days(8).commit(at(5)).commit(at(6)).commit(at(7)), { windowDays: 7 });
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
  it('excuses less than twice my usual stretch', () => calm(hopOverTwoDays(pacing(4), 7)));
  it('does not excuse twice my usual stretch', () => warns(hopOverTwoDays(pacing(4), 8)));
  it('is known after five movements, and nothing is watched before', () => {
    assert.deepEqual(codes(hopOverTwoDays(pacing(0, 4), 20)), ['no-pace']);
    warns(hopOverTwoDays(pacing(0, 5), 20));
  });
});

describe('working one thing through', () => {
  const a = { files: ['src/a.ts'] };
  const ab = { files: ['src/a.ts', 'src/b.ts'] };
  it('stays with a file', () => calm(overTwoDays(living(), [...Array(10).fill(a), ab])));
  it('is not a file here and a file there', () =>
    warns(
      overTwoDays(
        living(),
        Array.from({ length: 11 }, (_, i) => (i % 3 === 0 ? a : at(i))),
      ),
    ));
  it('shows in large commits too', () => {
    const history = hop(living(), 6).nextWorkday();
    for (let i = 0; i < 6; i += 1) history.commit({ files: ['src/big.ts'], lines: 300 });
    calm(hop(history, 4));
  });
  it('does not excuse the hopping after it', () => {
    const history = living();
    for (let i = 0; i < 8; i += 1) history.commit(a);
    warns(hop(history.nextWorkday(), 10));
  });
});

describe('one sweep', () => {
  const sweep = (subject: (i: number) => string) =>
    overTwoDays(
      living(),
      Array.from({ length: 11 }, (_, i) => ({ ...at(i), subject: subject(i) })),
    );
  it('of refactorings', () => calm(sweep((i) => `refactor(part${i}): rename`)));
  it('of tests', () => calm(sweep(() => 'test: cover the edge')));
  it('of refactorings and tests', () => calm(sweep((i) => (i % 2 ? 'refactor: split' : 'test: cover'))));
  it('of one scope', () => calm(sweep(() => 'chore(hygiene): trim')));
  it('is not fixes here and there', () => warns(sweep((i) => `fix(part${i}): mend`)));
  it('is not chores of all sorts', () => warns(sweep(() => 'chore: tidy')));
  it('is not what has equal words', () => warns(sweep((i) => `Small change ${i}`)));
  it('is most of the stretch', () => warns(sweep((i) => (i % 2 ? 'test: cover' : 'Tidy'))));
});

describe('large work', () => {
  it('with some tidying beside it', () => {
    const history = living();
    for (let i = 0; i < 28; i += 1) {
      history.commit({ files: [`src/big${i}.ts`], lines: 300 });
      if (i % 7 === 0) hop(history, 2).nextWorkday();
    }
    calm(hop(history, 2));
  });
});
