import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges } from '../../../../../src/core/plan/applyChanges.ts';
import { addGoals, addItem } from '../../../../../src/core/plan/edits/addItem.ts';
import { type FoundTask, tasksOf } from '../../../../../src/core/plan/edits/findLine.ts';
import { giveId } from '../../../../../src/core/plan/edits/giveId.ts';
import { moveDown, moveTo, moveUp } from '../../../../../src/core/plan/edits/move.ts';
import { remove } from '../../../../../src/core/plan/edits/remove.ts';
import { rename } from '../../../../../src/core/plan/edits/rename.ts';
import { removeAttribute, setAttribute } from '../../../../../src/core/plan/edits/setAttribute.ts';
import { drop, tick, undrop, untick } from '../../../../../src/core/plan/edits/tick.ts';
import { spansIn } from '../../../../../src/core/plan/lineSpans.ts';
import type { PlanFile, PlanItem } from '../../../../../src/core/plan/model.ts';
import { parsePlanFile } from '../../../../../src/core/plan/parse.ts';
import type { PlanEdit } from '../../../../../src/core/plan/planEdit.ts';
import { planText } from '../../../../support/planTexts.ts';
import { times } from '../../../../support/torture.ts';

const RUNS = times(40, 2000);
const TODAY = '2026-11-22';

const parse = (text: string): PlanFile => parsePlanFile('plan.md', text);
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

/** For every plan, an edit of each of its task lines in turn would take long: one, chosen at random. */
function forAnyTask(check: (file: PlanFile, task: FoundTask, choice: number) => void): void {
  fc.assert(
    fc.property(planText, fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }), (text, at, choice) => {
      const file = parse(text);
      const tasks = tasksOf(file);
      fc.pre(tasks.length > 0);
      check(file, pick(tasks, at), choice);
    }),
    { numRuns: RUNS },
  );
}

function textAfter(file: PlanFile, edit: PlanEdit): string {
  const outcome = edit(file);
  if (!outcome.ok) assert.fail(`refused: ${JSON.stringify(outcome.problem)}`);
  return applyChanges(file.text, outcome.changes);
}

function apply(file: PlanFile, edit: PlanEdit): { after: PlanFile; line: PlanItem } {
  const outcome = edit(file);
  if (!outcome.ok) assert.fail(`refused: ${JSON.stringify(outcome.problem)}`);
  const after = parse(applyChanges(file.text, outcome.changes));
  const line = tasksOf(after).find((task) => task.line.key === outcome.key)?.line;
  assert.ok(line, 'the key names the line afterwards');
  return { after, line };
}

const rowsOf = (text: string): string[] => text.split(/(?<=\n)/);

/** Line endings, the byte-order mark, and whether the last line is ended are as they were. */
function keepsForm(before: string, after: string): void {
  const kinds = (text: string): string[] => [...new Set(text.match(/\r\n|\r|\n/g) ?? [])];
  for (const kind of kinds(after)) assert.ok(kinds(before).includes(kind) || kinds(before).length === 0);
  if (after.trim() !== '') assert.equal(/[\r\n]$/.test(after), /[\r\n]$/.test(before));
  assert.equal(after.startsWith('\uFEFF'), before.startsWith('\uFEFF'));
}

/** All but the rows of the line itself is the same, byte for byte. */
function changesOnlyRowsOf(file: PlanFile, line: PlanItem, after: string): void {
  const { start, end } = spansIn(file, line).whole;
  const tail = file.text.length - end;
  assert.equal(after.slice(0, start), file.text.slice(0, start));
  assert.equal(after.slice(after.length - tail), file.text.slice(end));
}

/** A state of all task lines but one: what an edit of that one leaves alone. */
function others(file: PlanFile, except: number): unknown[] {
  return tasksOf(file)
    .map(({ line: { title, id, done, attributes, headingPath }, depth }) => ({
      title,
      id,
      done,
      attributes,
      headingPath,
      depth,
    }))
    .toSpliced(except, 1);
}

function inPlace(file: PlanFile, { line }: FoundTask, edit: PlanEdit): PlanItem {
  const at = tasksOf(file).findIndex((task) => task.line === line);
  const { after, line: edited } = apply(file, edit);
  changesOnlyRowsOf(file, line, after.text);
  assert.deepEqual(others(after, at), others(file, at));
  assert.equal(tasksOf(after)[at]?.line.key, edited.key);
  return edited;
}

/** The rows that have text, sorted: moving and removing neither loses nor makes one. */
const texts = (rows: readonly string[]): string[] =>
  rows.map((row) => row.trim()).filter((row) => row !== '');
const blockRows = (file: PlanFile, line: PlanItem): string[] => {
  const { start, end } = spansIn(file, line).block;
  return rowsOf(file.text.slice(start, end));
};

describe('any task line of any plan', function () {
  this.timeout(120_000);

  it('is ticked, and dated where it has attributes', () =>
    forAnyTask((file, task) => {
      const { done, attributes } = inPlace(file, task, tick(task.line.key, TODAY));
      assert.equal(done, true);
      const dated = !task.line.done && Object.keys(task.line.attributes).length > 0;
      assert.equal(attributes.done, dated ? TODAY : task.line.attributes.done);
    }));

  it('is unticked', () =>
    forAnyTask((file, task) => assert.equal(inPlace(file, task, untick(task.line.key)).done, false)));

  it('is as before once it is ticked and unticked', () =>
    forAnyTask((file, { line }) => {
      if (line.done) return;
      const ticked = apply(file, tick(line.key, TODAY));
      assert.equal(textAfter(ticked.after, untick(ticked.line.key)), file.text);
    }));

  it('is ticked and unticked once only', () =>
    forAnyTask((file, { line }) => {
      const edit = line.done ? tick(line.key, TODAY) : untick(line.key);
      assert.deepEqual(edit(file), { ok: true, changes: [], key: line.key });
    }));

  it('is dropped', () =>
    forAnyTask((file, task) => {
      const line = inPlace(file, task, drop(task.line.key));
      assert.deepEqual([line.done, line.dropped, line.attributes.done], [true, true, undefined]);
    }));

  it('is open once it is dropped and taken up again', () =>
    forAnyTask((file, { line }) => {
      const dropped = apply(file, drop(line.key));
      const text = textAfter(dropped.after, undrop(dropped.line.key));
      if (!line.done && line.attributes.status === undefined) assert.equal(text, file.text);
    }));

  it('is given an id that stands last', () =>
    forAnyTask((file, task) => {
      const { id, key, attributes } = inPlace(
        file,
        task,
        giveId(task.line.key, () => 'z9z9'),
      );
      assert.equal(id, task.line.id ?? 'z9z9');
      assert.equal(key, id);
      assert.deepEqual(attributes, task.line.attributes);
    }));

  it('takes an attribute, and loses it without a trace', () =>
    forAnyTask((file, task) => {
      const set = apply(file, setAttribute(task.line.key, 'why', 'so that people trust it'));
      inPlace(file, task, setAttribute(task.line.key, 'why', 'so that people trust it'));
      assert.equal(set.line.attributes.why, 'so that people trust it');
      assert.equal(textAfter(set.after, removeAttribute(set.line.key, 'why')), file.text);
    }));

  it('loses each of its attributes', () =>
    forAnyTask((file, task, choice) => {
      const names = task.line.rowSpans.attributes.map(({ key }) => key);
      if (names.length === 0) return;
      const name = pick(names, choice);
      assert.equal(inPlace(file, task, removeAttribute(task.line.key, name)).attributes[name], undefined);
    }));

  it('is renamed, attributes and id kept', () =>
    forAnyTask((file, task) => {
      const { title, attributes, id } = inPlace(file, task, rename(task.line.key, 'Another *title* (#7)'));
      assert.equal(title, 'Another title (#7)');
      assert.deepEqual([attributes, id], [task.line.attributes, task.line.id]);
    }));

  it('keeps its text when it is renamed to what it is', () =>
    forAnyTask((file, { line }) => {
      const { start, end } = spansIn(file, line).title;
      const title = file.text.slice(start, end);
      if (!/[\r\n]/.test(title)) assert.equal(textAfter(file, rename(line.key, title)), file.text);
    }));

  it('is removed with what is nested in it, and nothing else', () =>
    forAnyTask((file, { line }) => {
      const after = textAfter(file, remove(line.key));
      const { start, end } = spansIn(file, line).block;
      const kept = file.text.slice(0, start) + file.text.slice(end);
      assert.deepEqual(bodies(after), bodies(kept));
      keepsForm(file.text, after);
    }));

  it('is split into goals, its last ones', () =>
    forAnyTask((file, { line }) => {
      const { after, line: added } = apply(
        file,
        addGoals(line.key, [{ title: 'First' }, { title: 'Second' }]),
      );
      const parent = tasksOf(after).find((task) => task.line.goals.includes(added))?.line;
      assert.equal(parent?.title, line.title);
      assert.deepEqual(
        parent?.goals.slice(-2).map(({ title }) => title),
        ['First', 'Second'],
      );
      const rows = texts(rowsOf(after.text));
      keepsForm(file.text, after.text);
      assert.deepEqual(
        rows.filter((row) => !/\] (First|Second)$/.test(row)),
        texts(rowsOf(file.text)),
      );
    }));

  it('has a sibling added at its section’s end', () =>
    forAnyTask((file, { line }) => {
      const section = sectionOf(file, line);
      if (!section) return;
      const { after, line: added } = apply(
        file,
        addItem(section.key, { title: 'New', attributes: { est: '10m' } }),
      );
      assert.equal(sectionOf(after, added)?.items.at(-1)?.title, 'New');
      keepsForm(file.text, after.text);
      assert.deepEqual(
        texts(rowsOf(after.text)).filter((row) => !/\] New est:10m$/.test(row)),
        texts(rowsOf(file.text)),
      );
    }));

  it('is moved past its sibling, and back', () =>
    forAnyTask((file, { line, siblings, index }) => {
      if (index === 0) {
        const outcome = moveUp(line.key)(file);
        assert.equal(outcome.ok ? '' : outcome.problem.code, 'no-sibling');
        return;
      }
      const up = apply(file, moveUp(line.key));
      const order = tasksOf(up.after).find((task) => task.line === up.line);
      assert.equal(order?.index, index - 1);
      assert.equal(order?.siblings.length, siblings.length);
      const back = apply(up.after, moveDown(up.line.key));
      assert.equal(tasksOf(back.after).find((task) => task.line === back.line)?.index, index);
    }));

  it('is moved to any other place with all its rows', () =>
    forAnyTask((file, { line }, choice) => {
      const target = pick(tasksOf(file), choice).line;
      const where = pick(['before', 'after', 'into'] as const, choice >> 4);
      const outcome = moveTo(line.key, { where, key: target.key })(file);
      if (isWithin(target, line)) {
        assert.equal(outcome.ok ? '' : outcome.problem.code, 'into-itself');
        return;
      }
      const { after, line: moved } = apply(file, () => outcome);
      assert.deepEqual(bodies(after.text).sort(), bodies(file.text).sort());
      assert.deepEqual(subtree(moved), subtree(line));
      keepsForm(file.text, after.text);
      assert.deepEqual(bodies(blockRows(after, moved).join('')), bodies(blockRows(file, line).join('')));
    }));

  it('changes nothing when the edit is refused or empty', () =>
    forAnyTask((file, { line }) => {
      for (const edit of [
        moveTo(line.key, { where: 'into', key: line.key }),
        moveTo(line.key, { where: 'before', key: 'gone' }),
      ]) {
        assert.equal(edit(file).ok, false);
      }
    }));
});

/** Rows without indentation and list mark. */
const bodies = (text: string): string[] =>
  texts(rowsOf(text)).map((row) => row.replace(/^([-+*]|\d+[.)])\s+/, ''));

const subtree = ({ title, id, done, attributes, goals }: PlanItem): unknown => [
  title,
  id,
  done,
  attributes,
  goals.map(subtree),
];

const isWithin = (line: PlanItem, outer: PlanItem): boolean =>
  line === outer || outer.goals.some((goal) => isWithin(line, goal));

function sectionOf(file: PlanFile, line: PlanItem) {
  const found = tasksOf(file).find((task) => task.line === line);
  return found && 'items' in found.parent ? found.parent : null;
}
