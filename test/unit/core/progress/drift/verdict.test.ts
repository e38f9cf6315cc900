import assert from 'node:assert/strict';
import type { DriftSettings } from '../../../../../src/core/settings.ts';
import { driftAt } from '../../../../support/driftAt.ts';
import { History } from '../../../../support/syntheticHistory.ts';

const ada = { name: 'Ada', email: 'ada@example.org' };

describe('unaligned', () => {
  it('seven small commits over two days', () => warns(hop(living(), 6).nextWorkday().commit(at(7))));
  it('never six', () => calm(hop(living(), 5).nextWorkday().commit(at(6))));
  it('never eleven in one day', () => calm(hop(living(), 11)));
  it('twelve in one day', () => warns(hop(living(), 12)));
  it('never those before my last tick', () =>
    calm(hop(hop(living(), 6).tick().nextWorkday(), 6).nextWorkday()));
  it('never those that the window has left behind', () =>
    calm(
      hop(hop(living(), 6).days(31).tick(['a.ts'], ada), 3)
        .nextWorkday()
        .commit(at(9)),
    ));
  it('names the commits, since when, and the episode', () => {
    const history = living();
    const from = history.shas.length;
    hop(history, 6).nextWorkday().commit(at(7));
    const [verdict] = driftAt(history, history.now).verdicts;
    assert.ok(verdict?.code === 'unaligned');
    assert.deepEqual(verdict.commits, history.shas.slice(from));
    assert.equal(verdict.episode, history.shas[from]);
    assert.equal(verdict.milestone, 'v1');
    assert.equal(verdict.since.seconds, history.history().commits[from]?.authorTime.seconds);
  });
  it('goes with its own settings', () => {
    calm(hop(living(), 6).nextWorkday().commit(at(7)), { commits: 8 });
    warns(hop(living(), 3).nextWorkday().commit(at(4)), { commits: 4 });
    calm(hop(living(), 12), { commitsInOneDay: 13 });
    calm(hop(living(), 12), { smallLines: 7 });
    calm(hop(living(), 4).days(8).commit(at(5)).commit(at(6)).commit(at(7)), { windowDays: 7 });
  });
});

describe('my own pace', () => {
  it('excuses less than twice my usual stretch', () => calm(hop(pacing(4), 7).nextWorkday()));
  it('does not excuse twice my usual stretch', () => warns(hop(pacing(4), 7).nextWorkday().commit(at(8))));
  it('does not matter before five movements are known', () =>
    warns(hop(pacing(6, 4), 6).nextWorkday().commit(at(7))));
});

describe('working one thing through', () => {
  it('comes back to the same files', () => {
    const history = living();
    for (let i = 0; i < 10; i += 1) history.commit({ files: ['src/a.ts'] });
    calm(history.nextWorkday().commit({ files: ['src/a.ts', 'src/b.ts'] }));
  });
  it('is not a file here and a file there', () => {
    const history = living();
    for (let i = 0; i < 10; i += 1) history.commit({ files: [i % 3 === 0 ? 'src/a.ts' : `src/${i}.ts`] });
    warns(history.nextWorkday().commit(at(11)));
  });
  it('shows in large commits too', () => {
    const history = living();
    history.commit(at(0));
    for (let i = 0; i < 22; i += 1) history.commit({ files: ['src/big.ts'], lines: 300 });
    calm(hop(history, 6).nextWorkday().commit(at(7)));
  });
});

describe('one sweep', () => {
  const sweep = (subject: (i: number) => string) => {
    const history = living();
    for (let i = 0; i < 10; i += 1) history.commit({ ...at(i), subject: subject(i) });
    return history.nextWorkday().commit(at(11));
  };
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
    for (let i = 0; i < 14; i += 1) history.commit({ files: [`src/big${i}.ts`], lines: 300 });
    history.commit(at(0));
    for (let i = 14; i < 28; i += 1) history.commit({ files: [`src/big${i}.ts`], lines: 300 });
    calm(hop(history, 7).nextWorkday().commit(at(8)));
  });
});

describe('what does not count', () => {
  const excused: ReadonlyArray<readonly [string, Parameters<History['commit']>[0]]> = [
    ['merges', { parents: 2 }],
    ['reverts', { subject: 'Revert "Sign the installers"' }],
    ['releases', { subject: 'Release 1.2.0' }],
    ['the changelog', { subject: 'docs: update changelog' }],
    ['version bumps', { subject: 'chore: bump version to 1.2.1' }],
    ['dependency bumps', { subject: 'build(deps): bump left-pad from 1.0.0 to 1.1.0' }],
    ['lockfiles', { files: ['package-lock.json'] }],
    ['generated files', { files: ['src/__snapshots__/a.snap', 'dist/a.min.js'] }],
    ['the plan’s own housekeeping', { files: ['MILESTONES.md'] }],
    ['what is said to be outside the plan', { body: 'Micro-Goal: none (clean-up)' }],
    ['large commits', { lines: 400 }],
    ['nothing at all', { files: [] }],
    [
      'what is linked by its subject',
      { links: [{ key: 'a', why: 'branch', likely: false, reference: null }] },
    ],
  ];
  for (const [name, step] of excused) {
    it(name, () => {
      const history = living();
      for (let i = 0; i < 14; i += 1) history.commit({ files: [`src/${i}.ts`], ...step });
      calm(history.nextWorkday().commit(at(99)));
    });
  }
  it('bots', () => {
    const history = living();
    const bot = { name: 'me[bot]', email: 'me@example.org' };
    for (let i = 0; i < 14; i += 1) history.commit({ author: bot, files: [`src/${i}.ts`] });
    calm(history.nextWorkday());
  });
  it('other people', () => {
    const history = living();
    for (let i = 0; i < 14; i += 1) history.commit({ author: ada, files: [`src/${i}.ts`] });
    calm(history.nextWorkday());
  });
  it('a fixup, which counts with its target', () => {
    const history = hop(living(), 5).commit({ subject: 'Sign', files: ['src/sign.ts'] });
    for (let i = 0; i < 6; i += 1) history.commit({ subject: 'fixup! Sign', files: [`src/fix${i}.ts`] });
    calm(history.nextWorkday().commit({ subject: 'squash! Sign' }));
  });
  it('what is older than the plan', () => {
    const history = hop(new History(), 20).nextWorkday().plan(3).tick(['a.ts'], ada);
    assert.deepEqual(codes(history, { startedGoal: true }), []);
  });
  it('a mention in prose does not excuse', () => {
    const history = living();
    const links = [{ key: 'a', why: 'reference' as const, likely: false, reference: 12 }];
    for (let i = 0; i < 8; i += 1) history.commit({ ...at(i), body: 'This is like #12 was.', links });
    warns(history.nextWorkday().commit(at(9)));
  });
  it('a mention in the subject does', () => {
    const history = living();
    const links = [{ key: 'a', why: 'reference' as const, likely: false, reference: 12 }];
    for (let i = 0; i < 8; i += 1) history.commit({ ...at(i), subject: 'Sign on macOS (#12)', links });
    calm(history.nextWorkday().commit(at(9)));
  });
});

describe('what ends it', () => {
  const moves: ReadonlyArray<readonly [string, (history: History) => unknown]> = [
    ['my tick', (history) => history.tick()],
    ['a line first written ticked', (history) => step(history, 'add-done')],
    ['a task file that says done', (history) => step(history, 'file-done')],
    ['a trailer', (history) => history.commit({ links: [{ ...LINK, why: 'trailer' }] })],
    ['an id in the message', (history) => history.commit({ links: [{ ...LINK, why: 'inline' }] })],
    ['a manual alignment', (history) => history.commit({ links: [{ ...LINK, why: 'manual' }] })],
  ];
  for (const [name, move] of moves) {
    it(name, () => {
      const history = drifting();
      move(history);
      calm(history);
    });
  }
  it('somebody else’s tick of what my commits are evidence for', () => {
    const history = hop(living(), 6);
    history.commit({
      ...at(50),
      links: [{ ...LINK, key: 'item3', why: 'reference', reference: 3 }],
      body: 'See #3.',
    });
    warns(hop(history.nextWorkday(), 2));
    calm(history.tick(['x.ts'], ada, 'item3'));
  });
  it('time', () => calm(drifting().days(31)));

  const still: ReadonlyArray<readonly [string, (history: History) => unknown]> = [
    ['planning', (history) => history.plan(3)],
    ['unticking', (history) => step(history, 'untick')],
    ['dropping', (history) => step(history, 'drop')],
    ['rewording', (history) => step(history, 'rename')],
    ['deleting an open line once', (history) => step(history, 'remove-open')],
    ['somebody else’s tick', (history) => history.tick(['x.ts'], ada)],
    ['a large commit', (history) => history.commit({ lines: 900 })],
    ['a likely link', (history) => history.commit({ links: [{ ...LINK, why: 'path', likely: true }] })],
    ['an aligned commit', (history) => history.commit({ links: [{ ...LINK, why: 'branch' }] })],
  ];
  for (const [name, move] of still) {
    it(`but not ${name}`, () => {
      const history = drifting();
      move(history);
      warns(history);
    });
  }
  it('deleting what is done, where that is the habit', () => {
    const history = new History().plan(20);
    for (let i = 0; i < 5; i += 1) step(history, 'remove-open', `src/${i}.ts`);
    history.tick(['a.ts'], ada);
    hop(history, 8).nextWorkday().commit(at(9));
    warns(history);
    calm(step(history, 'remove-open'));
  });
});

describe('not watching', () => {
  it('when switched off', () => silent(drifting(), 'disabled', { drift: { enabled: false } }));
  it('without a plan', () => silent(drifting(), 'no-plan', { planFiles: 0 }));
  it('without history', () => silent(new History(), 'no-history', { openLines: 3 }));
  it('without knowing who I am', () => silent(drifting(), 'no-identity', { hasIdentity: false }));
  it('with nothing open', () => silent(drifting(), 'nothing-open', { openLines: 0 }));
  it('when nothing was ticked for 90 days', () =>
    silent(hop(living().days(91), 8).nextWorkday().commit(at(9)), 'plan-not-living'));
  it('but when I say that the plan is living', () =>
    warns(hop(living().days(55), 8).nextWorkday().commit(at(9)), { watch: 'always' }));
  it('when I moved nothing for 60 days', () => {
    const history = living().days(61).tick(['a.ts'], ada);
    silent(hop(history, 8).nextWorkday().commit(at(9)), 'not-taking-part');
  });
  it('but when I started a goal', () => {
    const history = hop(living().days(61).tick(['a.ts'], ada), 8)
      .nextWorkday()
      .commit(at(9));
    assert.equal(driftAt(history, history.now, { startedGoal: true }).verdicts[0]?.code, 'unaligned');
  });
});

describe('stalled', () => {
  it('eight aligned commits, and nothing ticked for five working days', () =>
    stalled(aligned(living(), 8).days(7)));
  it('never seven', () => notStalled(aligned(living(), 7).days(7)));
  it('never after four working days', () => notStalled(aligned(living(), 8).days(3)));
  it('never after my tick', () => notStalled(aligned(living(), 8).days(7).tick()));
  it('never of last month', () => notStalled(aligned(living(), 8).days(31)));
});

describe('a snooze', () => {
  it('silences its episode until it is over', () => {
    const history = drifting();
    const [verdict] = driftAt(history, history.now).verdicts;
    const episode = verdict && 'episode' in verdict ? verdict.episode : '';
    const until = { ...history.now, seconds: history.now.seconds + 3_600 };
    const snoozes = [{ episode, at: history.now, until, reason: 'release day' }];
    const snoozed = () => driftAt(history, history.now, { personal: { snoozes } }).snoozed;
    assert.deepEqual(snoozed(), { until, reason: 'release day' });
    history.hours(2);
    assert.equal(snoozed(), null);
  });
  it('says nothing of another episode', () => {
    const history = drifting();
    const until = { ...history.now, seconds: history.now.seconds + 3_600 };
    const snoozes = [{ episode: 'another', at: history.now, until, reason: '' }];
    assert.equal(driftAt(history, history.now, { personal: { snoozes } }).snoozed, null);
  });
});

const LINK = { key: 'a', likely: false, reference: null } as const;

/** A plan with open items that I moved lately. */
function living(): History {
  return new History().plan(20).tick().nextWorkday();
}

/** Movements of mine with so many small commits before each. */
function pacing(smallCommits: number, movements = 8): History {
  const history = new History().plan(40);
  for (let i = 0; i < movements; i += 1) {
    for (let left = smallCommits; left > 0; left -= 1) history.commit({ files: [`src/pace${i}.ts`] });
    history.tick().nextWorkday();
  }
  return history;
}

/** Small commits, each in another place. */
function hop(history: History, count: number): History {
  for (let i = 0; i < count; i += 1) history.commit(at(i));
  return history;
}

function at(place: number) {
  return { files: [`src/place${place}/index.ts`], lines: 8 };
}

function drifting(): History {
  return hop(living(), 10).nextWorkday().commit(at(20)).commit(at(21));
}

function aligned(history: History, count: number): History {
  for (let i = 0; i < count; i += 1) history.commit({ links: [{ ...LINK, why: 'pull-request' }] });
  return history;
}

function step(history: History, kind: Parameters<History['change']>[0], file = 'src/a.ts'): History {
  return history.commit({ files: [file, 'MILESTONES.md'], changes: [history.change(kind, 'item1')] });
}

function codes(history: History, around: Parameters<typeof driftAt>[2] = {}): string[] {
  return driftAt(history, history.now, around).verdicts.map((verdict) =>
    verdict.code === 'not-watching' ? verdict.reason : verdict.code,
  );
}

function warns(history: History, drift: Partial<DriftSettings> = {}): void {
  assert.deepEqual(codes(history, { drift }), ['unaligned']);
}

function calm(history: History, drift: Partial<DriftSettings> = {}): void {
  assert.deepEqual(codes(history, { drift }), []);
}

function silent(history: History, reason: string, around: Parameters<typeof driftAt>[2] = {}): void {
  assert.deepEqual(codes(history, around), [reason]);
}

function stalled(history: History): void {
  assert.deepEqual(codes(history), ['stalled']);
}

function notStalled(history: History): void {
  assert.ok(!codes(history).includes('stalled'));
}
