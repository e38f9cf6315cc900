import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { reparsePlanFile } from '../../../../src/core/plan/reparse.ts';
import type { CommitLink, CommitLinks } from '../../../../src/core/progress/inputs.ts';
import { SnapshotTaker, takeSnapshot } from '../../../../src/core/progress/takeSnapshot.ts';
import type { CivilDate } from '../../../../src/core/time.ts';
import { planText } from '../../../support/planTexts.ts';
import { inputsOf, lineNamed, milestoneNamed, noon } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';

const PLAN = '## v1\n- [ ] A ^a1\n- [ ] B\n### beta\n- [ ] C est:1h\n## v2 due:2026-12-01\n- [ ] D ^d1\n';
const file = parsePlanFile('MILESTONES.md', PLAN);
const linked = (key: string): CommitLink => ({ key, why: 'reference', likely: false, reference: 1 });

describe('one snapshot after another', () => {
  const history = new History().commit({ subject: 'First' });
  const linkTo = (key: string): ReadonlyMap<string, CommitLinks> => {
    const links: CommitLink[] = [{ key, why: 'trailer', likely: false, reference: null }];
    return new Map([[history.shas[0] ?? '', { links, claimsDone: [], unknown: [], outsidePlan: null }]]);
  };
  const inputs = (
    text: string,
    changed: { links?: ReadonlyMap<string, CommitLinks>; date?: CivilDate } = {},
  ) =>
    inputsOf('', history, {
      now: noon(changed.date ?? '2026-11-20'),
      links: changed.links ?? new Map(),
      plan: { files: [reparsePlanFile(file, text)] },
    });
  const both = (first: ReturnType<typeof inputs>, second: ReturnType<typeof inputs>) => {
    const taker = new SnapshotTaker();
    return [taker.take(first), taker.take(second)] as const;
  };

  it('has other objects for a line that was ticked and what it stands in alone', () => {
    const [before, after] = both(
      inputs(PLAN),
      inputs(PLAN.replace('[ ] C est:1h', '[x] C est:1h done:2026-11-20')),
    );
    assert.equal(milestoneNamed(after, 'beta').done, 1);
    assert.equal(milestoneNamed(after, 'v2'), milestoneNamed(before, 'v2'));
    assert.equal(lineNamed(after, 'A'), lineNamed(before, 'A'));
    assert.notEqual(milestoneNamed(after, 'v1'), milestoneNamed(before, 'v1'));
  });
  it('shows evidence that came for a line that stayed', () => {
    const [before, after] = both(inputs(PLAN), inputs(PLAN, { links: linkTo('d1') }));
    assert.deepEqual([lineNamed(before, 'D').evidence.length, lineNamed(after, 'D').evidence.length], [0, 1]);
    assert.equal(milestoneNamed(after, 'v1'), milestoneNamed(before, 'v1'));
  });
  it('shows no evidence that went', () => {
    const [, after] = both(inputs(PLAN, { links: linkTo('d1') }), inputs(PLAN, { links: linkTo('a1') }));
    assert.deepEqual([lineNamed(after, 'A').evidence.length, lineNamed(after, 'D').evidence.length], [1, 0]);
  });
  it('counts the days anew when the day turned', () => {
    const [before, after] = both(inputs(PLAN), inputs(PLAN, { date: '2026-11-21' }));
    const days = [before, after].map((snapshot) => milestoneNamed(snapshot, 'v2').dueInDays);
    assert.deepEqual(days, [11, 10]);
    assert.equal(milestoneNamed(after, 'v1'), milestoneNamed(before, 'v1'));
  });
  const dates = fc.constantFrom('2026-11-20', '2026-11-21', '2026-12-31');
  const texts = fc.oneof(
    planText,
    fc.constantFrom(
      PLAN,
      PLAN.replace('[ ] A', '[x] A'),
      PLAN.replace('[ ] D', '[x] D'),
      PLAN.replace('est:1h', 'est:2h'),
      PLAN.replace('- [ ] B\n', ''),
      PLAN.replace('- [ ] D ^d1\n', '').replace('- [ ] B\n', '- [ ] B\n- [ ] D ^d1\n'),
    ),
  );
  const lived = new History().commit({ files: ['MILESTONES.md'] }).hours(3);
  lived
    .commit({ changes: [lived.change('tick', 'A')], links: [{ ...linked('d1'), why: 'trailer' }] })
    .days(1);
  lived.commit({ subject: 'Draw', links: [linked('a1')], files: ['src/a.ts'] });
  it('is what the first one would be, for any plans', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, dates, fc.nat(3)), { minLength: 2, maxLength: 5 }), (steps) => {
        const taker = new SnapshotTaker();
        let read = inputsOf('', lived);
        let last = file;
        for (const [text, date, choice] of steps) {
          last = reparsePlanFile(last, choice === 0 ? last.text.replace('[ ]', '[x]') : text);
          read = { ...read, now: noon(date), plan: { files: [last] } };
          if (choice === 1) read = { ...read, emails: [...read.emails, 'bo@b'] };
          if (choice === 2) read = { ...read, links: new Map([...read.links].slice(1)) };
          const [taken, alone] = [taker.take(read), takeSnapshot(read)];
          assert.deepEqual(taken, alone);
          assert.deepEqual([...taken.byKey.values()], [...alone.byKey.values()]);
        }
      }),
      { numRuns: 400 },
    ));
});
