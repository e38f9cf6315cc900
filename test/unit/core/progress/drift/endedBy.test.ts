import assert from 'node:assert/strict';
import { inOneGo } from '../../../../../src/core/inOneGo.ts';
import { takeEpisodes } from '../../../../../src/core/progress/takeEpisodes.ts';
import { driftAt } from '../../../../support/driftAt.ts';
import {
  ada,
  at,
  calm,
  drifting,
  hopOverDays,
  LINK,
  living,
  pacing,
  planStep,
  warns,
} from '../../../../support/driftStories.ts';
import { inputsOf } from '../../../../support/snapshotOf.ts';
import { History } from '../../../../support/syntheticHistory.ts';

describe('what ends it', () => {
  const moves: ReadonlyArray<readonly [string, (history: History) => unknown]> = [
    ['my tick', (history) => history.tick()],
    ['a line first written ticked', (history) => planStep(history, 'add-done')],
    ['a task file that says done', (history) => planStep(history, 'file-done')],
    [
      'a task file moved to an archive',
      (history) => history.commit({ files: ['tasks/archive/a.md'], movedFrom: 'tasks/a.md' }),
    ],
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
  it('what is gone from the plan since, told as what it was', () => {
    const inputs = inputsOf('## v1\n\n- [ ] Notes\n', planStep(drifting(), 'add-done'));
    assert.deepEqual(
      inOneGo(takeEpisodes(inputs, 'mine')).map(({ endedBy }) => endedBy),
      ['born-done'],
    );
  });
  it('somebody else’s tick of what my commits are evidence for', () => {
    const history = hopOverDays(living(), 6);
    history.commit({
      ...at(50),
      links: [{ ...LINK, key: 'item3', why: 'reference', reference: 3 }],
      body: 'See #3.',
    });
    warns(hopOverDays(history.nextWorkday(), 4));
    calm(history.tick(['x.ts'], ada, 'item3'));
  });
  it('time', () => calm(drifting().days(31)));

  const still: ReadonlyArray<readonly [string, (history: History) => unknown]> = [
    ['planning', (history) => history.plan(3)],
    ['unticking', (history) => planStep(history, 'untick')],
    ['dropping', (history) => planStep(history, 'drop')],
    ['rewording', (history) => planStep(history, 'rename')],
    ['deleting an open line once', (history) => planStep(history, 'remove-open')],
    [
      'a task file that is renamed',
      (history) => history.commit({ files: ['tasks/b.md'], movedFrom: 'tasks/a.md' }),
    ],
    [
      'another file moved to an archive',
      (history) => history.commit({ files: ['src/archive/a.md'], movedFrom: 'src/a.md' }),
    ],
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
  it('but not working one thing through after it', () => {
    const history = drifting();
    for (let i = 0; i < 10; i += 1) history.commit({ files: ['src/a.ts'] });
    warns(history);
  });
  it('but not the window’s leaving some of its commits behind, which are told all the same', () => {
    const history = hopOverDays(pacing(6), 12).days(25);
    const warnedOf = history.shas.slice(-12);
    const [verdict] = driftAt(hopOverDays(history, 2), history.now).verdicts;
    assert.ok(verdict?.code === 'unaligned');
    assert.deepEqual(verdict.commits, [...warnedOf, ...history.shas.slice(-2)]);
    assert.equal(verdict.usual, 6);
  });
  it('deleting what is done, where that is the habit', () => {
    const history = new History().plan(20);
    for (let i = 0; i < 9; i += 1) planStep(history, 'remove-open', `src/${i}.ts`);
    history.tick(['a.ts'], ada);
    warns(hopOverDays(history, 9));
    calm(planStep(history, 'remove-open'));
  });
});
