import assert from 'node:assert/strict';
import type { Signal } from '../../../../../src/core/progress/snapshot.ts';
import { driftAt } from '../../../../support/driftAt.ts';
import { snapshotOf } from '../../../../support/snapshotOf.ts';
import { History } from '../../../../support/syntheticHistory.ts';

describe('due', () => {
  it('the pace of the last weeks does not reach the date', () => due(4, 28, 5, true));
  it('never when it does', () => due(4, 28, 4, false));
  it('half the time needs twice the pace', () => due(4, 14, 3, true));
  it('nothing done lately', () => due(0, 20, 1, true));
  it('the date has passed', () => due(9, -1, 1, true));
  it('never when all is done', () => due(4, -1, 0, false));
  it('never in the first week of a plan, which has no pace yet', () => due(1, 39, 8, false, 6));
  it('by the pace of as many days as the plan is old', () => due(4, 28, 7, false, 14));
  it('a date that has passed, in the first week too', () => due(1, -1, 8, true, 6));
  it('never for a date far away', () => due(0, 61, 5, false));
  it('says what the figures are', () => {
    const signal = dueSignal(4, 28, 5);
    assert.ok(signal);
    const { title, dueInDays, remaining, doneLately, commits } = signal;
    assert.deepEqual(
      { title, dueInDays, remaining, doneLately, commits: commits.length },
      { title: 'v1', dueInDays: 28, remaining: 5, doneLately: 4, commits: 4 },
    );
  });
});

describe('switching', () => {
  it('eight commits of a day in ever other folders', () => shows('switching', areas(8)));
  it('never seven', () => hides('switching', areas(7)));
  it('never between three folders', () => hides('switching', areas(9, 3)));
  it('never one folder after the other', () => hides('switching', areas(12, 4, 3)));
  it('never of yesterday', () => hides('switching', areas(8).days(2)));
});

describe('burst', () => {
  it('twice the commits, half the movements', () => shows('burst', spells(8, 4, 16, 2)));
  it('never while movements keep up', () => hides('burst', spells(8, 4, 16, 3)));
  it('never for a little more activity', () => hides('burst', spells(10, 4, 16, 1)));
  it('never for a few commits', () => hides('burst', spells(4, 4, 10, 0)));
  it('never after a pause', () => hides('burst', spells(0, 0, 20, 0)));
});

describe('chopping', () => {
  it('twice the micro-goals, no more items done', () => shows('chopping', chopped(5, 2, 10, 2)));
  it('names the commits that wrote them', () => {
    const history = chopped(5, 2, 10, 2);
    const signal = driftAt(history, history.now).signals.find(({ code }) => code === 'chopping');
    assert.deepEqual(signal?.commits, history.shas.slice(-12, -2));
  });
  it('never while more items are done', () => hides('chopping', chopped(5, 2, 10, 3)));
  it('never for a few micro-goals', () => hides('chopping', chopped(2, 2, 9, 0)));
  it('never for slightly more', () => hides('chopping', chopped(6, 2, 11, 0)));
});

it('no signal where drift is not watched', () => {
  const history = areas(10);
  assert.deepEqual(driftAt(history, history.now, { drift: { enabled: false } }).signals, []);
});

function dueSignal(doneLately: number, dueInDays: number, remaining: number, ageInDays = 29) {
  const history = new History().plan(30).tick();
  history.days(ageInDays).tick();
  const lines = [
    ...Array.from({ length: doneLately }, (_, i) => `- [x] Done ${i}`),
    ...Array.from({ length: remaining }, (_, i) => `- [ ] Open ${i}`),
    '## v2',
    '- [ ] Later',
  ];
  for (let i = 0; i < doneLately; i += 1) history.commit({ changes: [history.change('tick', `Done ${i}`)] });
  const today = Math.floor(history.now.seconds / 86_400);
  const date = new Date((today + dueInDays) * 86_400_000).toISOString().slice(0, 10);
  const { signals } = snapshotOf(`## v1 due:${date}\n${lines.join('\n')}`, history).drift;
  return signals.find((signal) => signal.code === 'due');
}

function due(
  doneLately: number,
  dueInDays: number,
  remaining: number,
  expected: boolean,
  ageInDays?: number,
): void {
  assert.equal(dueSignal(doneLately, dueInDays, remaining, ageInDays) !== undefined, expected);
}

/** A plan that I take part in, a while ago. */
function living(): History {
  return new History().plan(60).tick().days(3);
}

/** Commits that go around some folders, staying for a few. */
function areas(commits: number, folders = commits, stay = 1): History {
  const history = living();
  for (let i = 0; i < commits; i += 1) {
    history.commit({ files: [`src/area${Math.floor(i / stay) % folders}/file${i}.ts`] });
  }
  return history;
}

/** Two weeks and the two weeks before, each of so many commits, of which so many move the plan. */
function spells(commitsBefore: number, movementsBefore: number, commits: number, movements: number): History {
  const history = new History().plan(60).tick().days(15);
  spell(history, commitsBefore, movementsBefore).days(14);
  return spell(history, commits, movements);
}

function spell(history: History, commits: number, movements: number): History {
  for (let i = 0; i < commits - movements; i += 1) history.commit({ files: [`src/${i % 4}.ts`] });
  for (let i = 0; i < movements; i += 1) history.tick();
  return history;
}

/** Four weeks and the four before: micro-goals written, items done. */
function chopped(goalsBefore: number, itemsBefore: number, goals: number, items: number): History {
  const history = new History().plan(60).tick().days(29);
  chop(history, goalsBefore, itemsBefore).days(28);
  return chop(history, goals, items);
}

function chop(history: History, goals: number, items: number): History {
  for (let i = 0; i < goals; i += 1) {
    history.commit({
      files: ['MILESTONES.md'],
      changes: [{ ...history.change('add', `goal${i}`), isGoal: true }],
    });
  }
  for (let i = 0; i < items; i += 1) history.tick();
  return history;
}

function codes(history: History): ReadonlyArray<Signal['code']> {
  return driftAt(history, history.now).signals.map(({ code }) => code);
}

function shows(code: Signal['code'], history: History): void {
  assert.ok(codes(history).includes(code), `got ${codes(history)}`);
}

function hides(code: Signal['code'], history: History): void {
  assert.ok(!codes(history).includes(code), `got ${codes(history)}`);
}
