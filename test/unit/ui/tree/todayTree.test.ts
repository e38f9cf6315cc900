import assert from 'node:assert/strict';
import type { SnapshotInputs } from '../../../../src/core/progress/inputs.ts';
import type { Signal, Snapshot } from '../../../../src/core/progress/snapshot.ts';
import { renderToday } from '../../../../src/ui/tree/todayTree.ts';
import { planText } from '../../../support/planOutline.ts';
import { noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';
import { allNodes, outlineOf, shownAt, viewed } from '../../../support/treeOutline.ts';

const NOW = noon('2026-11-20');
const PLAN = planText('## v2.0', '', '- [ ] Wire signing est:15m ^m9wd', '- [ ] Notes due:2026-11-22 ^n4tt');
const ACTIVE = {
  id: 'm9wd',
  title: 'Wire signing',
  startedAt: { ...NOW, seconds: NOW.seconds - 180 },
  estimateMinutes: 15,
};

const todayOf = (
  changed: Partial<SnapshotInputs> = {},
  edited: Partial<Snapshot> = {},
  text = PLAN,
  history?: History,
) => outlineOf(renderToday([viewed({ ...snapshotOf(text, history, changed), ...edited })], shownAt(NOW)));

const withSignals = (snapshot: Snapshot, ...signals: readonly Signal[]): Snapshot => ({
  ...snapshot,
  drift: { ...snapshot.drift, signals },
});

describe('the Today tree', () => {
  it('begins with the active micro-goal and the time that is left', () => {
    assert.equal(todayOf({ active: ACTIVE })[0], 'Wire signing | 12m left');
  });

  it('says what comes next while nothing is active', () => {
    assert.equal(todayOf()[0], 'Notes | next · due in 2 days');
  });

  it('does not show the date of the next line twice', () => {
    assert.equal(todayOf().filter((line) => line.toString().startsWith('Notes')).length, 1);
  });

  it('offers a box to tick for what is proposed as done', () => {
    const text = planText('## v1', '', '- [ ] Sign ^k3f9', '  - [x] Step');
    assert.ok(todayOf({}, {}, text).includes('[ ] Sign | all its micro-goals are done'));
  });

  it('says why it does not watch for drift', () => {
    assert.ok(todayOf().some((line) => line.toString().startsWith('Not watching for drift | ')));
  });

  it('shows drift with its commits', () => {
    const history = new History().commit({ subject: 'One' }).commit({ subject: 'Two' });
    const snapshot = snapshotOf(PLAN, history);
    const drift: Snapshot['drift'] = {
      ...snapshot.drift,
      verdicts: [
        {
          code: 'unaligned',
          since: noon('2026-11-17'),
          commits: history.shas,
          usual: 3,
          revisited: 0,
          milestone: null,
          episode: 'e',
        },
      ],
    };
    const shown = renderToday([viewed({ ...snapshot, drift })], shownAt(NOW));
    assert.ok(
      outlineOf(shown).some(
        (line) => line[0] === '2 small commits since Tuesday, nothing moved' && line.length === 3,
      ),
    );
  });

  it('shows a signal with its commits', () => {
    const history = new History().commit({ subject: 'One' }).commit({ subject: 'Two' });
    const signal = { code: 'switching', commits: history.shas, areas: ['a', 'b'], switches: 1 } as const;
    const lines = outlineOf(
      renderToday([viewed(withSignals(snapshotOf(PLAN, history), signal))], shownAt(NOW)),
    );
    assert.ok(lines.some((line) => line[0] === '2 commits within a day, over 2 areas' && line.length === 3));
  });

  it('shows the milestone that will be late, and its date no second time', () => {
    const text = planText('## v2.0 due:2026-11-22 ^v2', '', '- [ ] Wire signing');
    const late = { title: 'v2.0', dueInDays: 2, remaining: 1, doneLately: 0, commits: [] };
    const snapshot = withSignals(snapshotOf(text), { code: 'due', milestone: 'v2', ...late });
    const lines = outlineOf(renderToday([viewed(snapshot)], shownAt(NOW)));
    assert.deepEqual(
      lines.filter((line) => line.toString().startsWith('v2.0')),
      ['v2.0 will be late at this pace'],
    );
  });

  it('gives what stands under a verdict and a signal different ids', () => {
    const history = new History().commit({ subject: 'One' });
    const commits = history.shas;
    const stalled = { code: 'stalled', since: NOW, commits, episode: 'e' } as const;
    const signal = { code: 'switching', commits, areas: ['a'], switches: 1 } as const;
    const snapshot = withSignals(snapshotOf(PLAN, history), signal);
    const drift = { ...snapshot.drift, verdicts: [stalled] };
    const ids = allNodes(renderToday([viewed({ ...snapshot, drift })], shownAt(NOW))).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('suggests a pause in one line, unless the setting turns it off', () => {
    const snapshot = { ...snapshotOf(PLAN), longDays: 6 };
    const hints = (pauseHint: boolean) =>
      outlineOf(renderToday([viewed(snapshot)], shownAt(NOW, { pauseHint }))).filter((line) =>
        line.toString().includes('pause'),
      );
    assert.deepEqual(hints(true), ['6 long days in a row: a pause may do you good']);
    assert.deepEqual(hints(false), []);
  });

  it('says what of history is not seen', () => {
    assert.ok(
      todayOf({ history: { complete: true, note: 'shallow', gaps: ['shallow'] } }).includes(
        'Shallow clone: older commits are not seen',
      ),
    );
  });

  it('says all that the clone lacks in the tooltip', () => {
    const history = { complete: true, note: 'shallow', gaps: ['shallow', 'missing-sizes'] } as const;
    const nodes = renderToday([viewed(snapshotOf(PLAN, undefined, { history }))], shownAt(NOW));
    const [tooltip = ''] = nodes.find(({ label }) => label.startsWith('Shallow clone'))?.tooltip ?? [];
    assert.match(String(tooltip), /^Shallow clone: .*\. This clone lacks files or folders/);
  });

  it('says how far the first reading of history is, and nothing of drift meanwhile', () => {
    const history = { complete: false, note: 'reading', gaps: [] } as const;
    const snapshot = snapshotOf(PLAN, undefined, { history });
    const lines = outlineOf(renderToday([{ ...viewed(snapshot), commitsRead: 40_000 }], shownAt(NOW)));
    assert.ok(lines.includes('Reading history… | 40,000 commits'));
    assert.ok(!lines.some((line) => line.toString().startsWith('Not watching')));
  });

  it('says that reading was given up, and takes it up again on a click', () => {
    const history = { complete: false, note: 'stopped', gaps: [] } as const;
    const nodes = renderToday([viewed(snapshotOf(PLAN, undefined, { history }))], shownAt(NOW));
    assert.equal(nodes.find(({ label }) => label.includes('stopped'))?.click, 'cairn.refresh');
  });

  it('says that HEAD is detached', () => {
    assert.ok(todayOf({ head: { sha: 'abcdef0123', branch: null } }).includes('Detached HEAD | abcdef0'));
  });

  it('is empty without a plan, for the welcome view', () => {
    assert.deepEqual(todayOf({}, {}, ''), []);
  });
});
