import assert from 'node:assert/strict';
import { spansIn } from '../../src/core/plan/lineSpans.ts';
import type { KeyResult, Milestone, Objective, PlanFile, PlanItem, Span } from '../../src/core/plan/model.ts';
import { plainTitle } from '../../src/core/plan/plainTitle.ts';
import { allItems, allMilestones } from './planOutline.ts';

type Line = PlanItem | Milestone | KeyResult | Objective;

const linesOf = (file: PlanFile): Line[] => [
  ...allItems(file),
  ...allMilestones(file),
  ...file.objectives,
  ...file.objectives.flatMap((objective) => objective.keyResults),
];

/** What spans must be in any file: within each other, in order, and naming what the model says. */
export function checkSpans(file: PlanFile): void {
  const at = ({ start, end }: Span): string => file.text.slice(start, end);
  for (const line of linesOf(file)) {
    const { whole, box, title, insertAt, attributes, id, block } = spansIn(file, line);
    assert.ok(0 <= block.start && block.start <= whole.start, 'the block begins at or before the line');
    assert.ok(whole.end <= block.end && block.end <= file.text.length, 'the block ends behind the line');
    assert.ok(
      whole.start <= title.start && title.start <= title.end && title.end <= insertAt,
      'title in line',
    );
    assert.ok(insertAt <= whole.end, 'the insertion point is in the line');
    if (box !== null) {
      assert.match(`${at({ start: box.start - 1, end: box.end + 1 })}`, /^\[[ \txX]\]$/);
      assert.ok(whole.start < box.start && box.end < title.start);
      assert.equal('done' in line && line.done, /[xX]/.test(at(box)));
    }
    if (id !== null) assert.equal(at(id), `^${line.id}`);
    else assert.equal(line.id, null);
    let end = title.end;
    for (const { key, span } of attributes) {
      assert.ok(end < span.start && at(span).startsWith(`${key}:`));
      end = span.end;
      assert.ok(end <= insertAt);
    }
    if (whole.start !== whole.end) {
      assert.ok(!/[\r\n]/.test(file.text[whole.end - 1] ?? ''), 'the line break is outside');
      assert.equal(/^([\r\n]|$)/.test(file.text.slice(whole.end, whole.end + 1)), true);
    }
  }
  for (const item of allItems(file)) {
    assert.equal(item.title, plainTitle(at(spansIn(file, item).title)));
    const { block } = spansIn(file, item);
    assert.ok(block.end === file.text.length || /[\r\n]/.test(file.text[block.end - 1] ?? ''));
    for (const goal of item.goals) {
      const { start, end } = spansIn(file, goal).block;
      assert.ok(block.start <= start && end <= block.end);
    }
  }
}
