import assert from 'node:assert/strict';
import { inOneGo } from '../../../../src/core/inOneGo.ts';
import type { CommitLink } from '../../../../src/core/progress/inputs.ts';
import { NO_PERSONAL_DATA } from '../../../../src/core/progress/personal.ts';
import { takeEpisodes } from '../../../../src/core/progress/takeEpisodes.ts';
import type { CivilDate } from '../../../../src/core/time.ts';
import { hopOverDays, pacing } from '../../../support/driftStories.ts';
import { inputsOf, lineNamed, milestoneNamed, noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { History, labelledHistory, MY_EMAIL } from '../../../support/syntheticHistory.ts';

const PLAN = `# Plan

## v1 due:2026-12-01 ^v1

- [ ] Sign the installers (#12) ^k3f9
- [x] Tell the users
`;

/** The streak's days on 20 November, where the line `k3f9` was completed on a date. */
function doneOn(localDate: CivilDate, plan: string): number {
  const at = { utc: noon(localDate).seconds, localDate, offsetMinutes: 0, zone: 'UTC' };
  const completions = [{ key: 'k3f9', title: 'Sign the installers (#12)', milestone: 'v1', at }];
  const personal = { ...NO_PERSONAL_DATA, completions };
  return snapshotOf(plan, undefined, { personal }).streak.days;
}

describe('takeSnapshot', () => {
  it('of nothing is empty', () => {
    const snapshot = snapshotOf('');
    assert.deepEqual(
      [snapshot.milestones, snapshot.next, snapshot.proposals, snapshot.activity, snapshot.streak.days],
      [[], null, [], [], 0],
    );
    assert.deepEqual(snapshot.drift.verdicts, [{ code: 'not-watching', reason: 'no-plan' }]);
  });

  it('shows the evidence of a line, newest first, with why', () => {
    const history = new History().commit({ subject: 'First', links: [link('trailer')] });
    history.commit({ subject: 'Second', links: [link('path', true)], author: { name: 'Bo', email: 'bo@b' } });
    const { evidence } = lineNamed(snapshotOf(PLAN, history), 'Sign the installers (#12)');
    assert.deepEqual(
      evidence.map(({ subject, why, likely, mine }) => ({ subject, why, likely, mine })),
      [
        { subject: 'Second', why: 'path', likely: true, mine: false },
        { subject: 'First', why: 'trailer', likely: false, mine: true },
      ],
    );
  });

  it('says who ticked a line and when, at the author’s own date', () => {
    const history = new History(13 * 60).commit({ files: ['MILESTONES.md'] }).hours(3);
    history.commit({ changes: [history.change('tick', 'Tell the users')] });
    const { tickedBy, doneDate } = lineNamed(snapshotOf(PLAN, history), 'Tell the users');
    assert.deepEqual([tickedBy, doneDate], [history.shas[1], '2026-01-06']);
  });

  it('takes a written done: for the date', () =>
    assert.equal(lineNamed(snapshotOf('- [x] A done:2026-03-04'), 'A').doneDate, '2026-03-04'));

  it('never takes a merge for the ticking commit', () => {
    const history = new History();
    history.commit({ changes: [history.change('tick', 'Tell the users')] });
    history.commit({ parents: 2, changes: [history.change('tick', 'Tell the users')] });
    assert.equal(lineNamed(snapshotOf(PLAN, history), 'Tell the users').tickedBy, history.shas[0]);
  });

  it('proposes what a commit says is done, before what only its micro-goals say', () => {
    const history = new History().commit({ subject: 'Sign it' });
    const claims = { links: [], claimsDone: ['k3f9'], unknown: [], outsidePlan: null };
    const snapshot = snapshotOf(`- [ ] A\n  - [x] B\n- [ ] Sign ^k3f9`, history, {
      links: new Map([[history.shas[0] ?? '', claims]]),
    });
    assert.deepEqual(
      snapshot.proposals.map(({ title, why, sha }) => [title, why, sha]),
      [
        ['Sign', 'commit-says-done', history.shas[0]],
        ['A', 'children-done', null],
      ],
    );
  });

  it('lists my commits of the window and those not pushed, newest first', () => {
    const history = new History().commit({ subject: 'Old' }).commit({ subject: 'Old, unpushed' }).days(40);
    history.commit({ subject: 'Theirs', author: { name: 'Bo', email: 'bo@b' } });
    for (let i = 1; i <= 20; i++) history.commit({ subject: `New ${i}` });
    const { activity } = snapshotOf(PLAN, history, { unpushed: new Set([history.shas[1] ?? '']) });
    const subjects = activity.map(({ subject }) => subject);
    assert.deepEqual([subjects.length, subjects[0], subjects.at(-1)], [21, 'New 20', 'Old, unpushed']);
  });

  it('lists every commit of a drift that lasts, those before the window too', () => {
    const history = hopOverDays(pacing(6), 12).days(25);
    const commits = history.shas.slice(-12);
    hopOverDays(history, 2);
    for (let i = 0; i < 20; i += 1) history.commit({ lines: 400 });
    const { activity, drift } = snapshotOf('- [ ] A', history);
    assert.equal(drift.verdicts[0]?.code, 'unaligned');
    assert.ok(commits.every((one) => activity.some(({ sha }) => sha === one)));
  });

  it('lists my newest commits after a pause, when the window has few', () => {
    const history = new History().commit({ subject: 'Old' }).days(40).commit({ subject: 'New' });
    assert.deepEqual(
      snapshotOf(PLAN, history).activity.map(({ subject }) => subject),
      ['New', 'Old'],
    );
  });

  it('knows me by all of my addresses, in any case', () => {
    const history = new History().commit({ author: { name: 'Me', email: 'ME@work.example' } });
    const settings = { ...inputsOf(PLAN).settings, me: ['me@Work.example'] };
    assert.equal(snapshotOf(PLAN, history, { settings }).activity.length, 1);
  });

  it('rebuilds the streak from my ticks', () => {
    const history = new History().plan(3).tick().nextWorkday().tick().nextWorkday();
    history.tick(['a.ts'], { name: 'Bo', email: 'bo@b' });
    assert.equal(snapshotOf(PLAN, history).streak.days, 2);
  });

  it('counts what I did today while its line is done, or gone', () => {
    assert.equal(doneOn('2026-11-20', PLAN.replace('- [ ] Sign', '- [x] Sign')), 1);
    assert.equal(doneOn('2026-11-20', '## v1\n\n- [ ] Other\n'), 1);
    assert.equal(doneOn('2026-11-20', PLAN), 0);
  });
  it('keeps what I did on an earlier day', () => {
    assert.equal(doneOn('2026-11-19', PLAN), 1);
  });

  it('finds lines by id, by key and by place', () => {
    const snapshot = snapshotOf(PLAN);
    assert.equal(milestoneNamed(snapshot, 'v1').milestone.id, 'v1');
    assert.equal(snapshot.byKey.get('k3f9'), milestoneNamed(snapshot, 'v1').items[0]);
  });

  it('says how much of history it saw', () => {
    const { history } = snapshotOf(PLAN, new History().commit().commit(), {
      history: { complete: false, note: 'shallow', gaps: ['shallow'] },
    });
    assert.deepEqual(history, { commits: 2, complete: false, note: 'shallow', gaps: ['shallow'] });
  });

  it('is the same, whatever the clock is set to, in what the plan itself says', () => {
    for (const now of [noon('2016-11-20'), noon('2036-11-20')]) {
      const { done, total } = milestoneNamed(snapshotOf(PLAN, new History().commit().tick(), { now }), 'v1');
      assert.deepEqual([done, total], [1, 2]);
    }
  });

  it('takes a plan of ten thousand lines in a moment', () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, i) => `- [${i % 3 ? ' ' : 'x'}] Item ${i}\n  - [ ] Goal ${i}\n`,
    );
    const inputs = inputsOf(`# P\n\n## v1\n\n${lines.join('')}`, new History().plan(3).tick());
    const start = performance.now();
    assert.equal(snapshotOf('', undefined, inputs).milestones[0]?.total, 5_000);
    assert.ok(performance.now() - start < 1_000);
  }).timeout(20_000);
});

describe('takeEpisodes', () => {
  const { history } = labelledHistory('drift', 3);
  const inputs = inputsOf(PLAN, history);

  it('finds mine', () => assert.equal(inOneGo(takeEpisodes(inputs, 'mine')).length, 1));
  it('finds mine before the warning is switched on', () => {
    const off = { ...inputs.settings, drift: { ...inputs.settings.drift, enabled: false } };
    assert.equal(inOneGo(takeEpisodes({ ...inputs, settings: off }, 'mine')).length, 1);
  });
  it('says that one of long ago lasts no more', () => {
    const endedBy = (days: number) => {
      const now = { ...inputs.now, seconds: inputs.now.seconds + days * 86_400 };
      return inOneGo(takeEpisodes({ ...inputs, now }, 'mine')).map((one) => one.endedBy);
    };
    assert.deepEqual([endedBy(1), endedBy(40)], [[null], ['quiet']]);
  });
  it('finds those of an address', () =>
    assert.equal(inOneGo(takeEpisodes(inputs, [MY_EMAIL.toUpperCase()])).length, 1));
  it('finds none of somebody who does not drift', () =>
    assert.deepEqual(inOneGo(takeEpisodes(inputs, ['ada@example.org'])), []));
  it('names everybody by pseudonym, in order of first commit', () =>
    assert.deepEqual(
      inOneGo(takeEpisodes(inputs, 'all')).map(({ author }) => author),
      ['a1'],
    ));
});

function link(why: CommitLink['why'], likely = false): CommitLink {
  return { key: 'k3f9', why, likely, reference: null };
}
