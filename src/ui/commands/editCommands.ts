import * as path from 'node:path';
import * as vscode from 'vscode';
import { addGoals, addItem as addItemEdit } from '../../core/plan/edits/addItem.ts';
import { goalFrom } from '../../core/plan/edits/goalFrom.ts';
import { moveDown as moveDownEdit, moveUp as moveUpEdit } from '../../core/plan/edits/move.ts';
import { rename as renameEdit } from '../../core/plan/edits/rename.ts';
import { removeAttribute, setAttribute } from '../../core/plan/edits/setAttribute.ts';
import { drop as dropEdit } from '../../core/plan/edits/tick.ts';
import type { LineKey, LineSpans, Span } from '../../core/plan/model.ts';
import { plainTitle } from '../../core/plan/plainTitle.ts';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { plainText } from '../../text.ts';
import type { Target } from '../tree/node.ts';
import { askText, chooseLine, chooseSection, pick, shownText } from './choose.ts';
import { chooseDate } from './chooseDate.ts';
import type { Command, CommandNeeds } from './command.ts';
import { selectedFirst } from './selected.ts';

/** A line of any kind, with what edits of it need. */
interface EditedLine {
  readonly root: string;
  readonly key: LineKey;
  readonly path: string;
  readonly title: string;
  /** Where the title stands: in the row (0-based), or from there on. */
  readonly row: number;
  readonly span: Span;
  readonly due: string | null;
}

export const addItem: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const section = await chooseSection(needs, targets, {
    title: t('Add to which milestone?'),
    milestonesOnly: false,
  });
  if (!section) return;
  const name = shownText(section.state.milestone.title);
  const title = await askText(needs, { title: t('Add to {0}', name), prompt: t('What is to be done?') });
  if (title === undefined) return;
  await add(needs, section.root, section.state.milestone.path, addItemEdit(section.key, { title }));
};

export const addMicroGoal: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const item = await chooseItem(needs, targets, t('Add a micro-goal to which item?'));
  if (!item) return;
  const written = await askText(needs, {
    title: t('Micro-Goal of {0}', shownText(item.title, 60)),
    prompt: t('A step of 5 to 15 minutes. End it with est:15m to give it a time.'),
    placeHolder: t('Wire signing into the build est:15m'),
  });
  if (written !== undefined)
    await add(needs, item.root, item.path, addGoals(item.key, [goalFrom(plainText(written))]));
};

/** Asks for one micro-goal after the other until an empty answer, then writes them all at once. */
export const split: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const item = await chooseItem(needs, targets, t('Split which item?'));
  if (!item) return;
  const goals: string[] = [];
  for (;;) {
    const written = await vscode.window.showInputBox({
      title: t('Split {0}: step {1}', shownText(item.title, 60), goals.length + 1),
      prompt:
        goals.length === 0
          ? t('The first step that takes 5 to 15 minutes. End it with est:15m to give it a time.')
          : t('The next step. Leave it empty to finish with {0}.', goals.length),
      ignoreFocusOut: true,
    });
    if (written === undefined) return;
    if (written.trim() === '') break;
    goals.push(written.trim());
  }
  if (goals.length > 0)
    await add(
      needs,
      item.root,
      item.path,
      addGoals(
        item.key,
        goals.map((goal) => goalFrom(plainText(goal))),
      ),
    );
};

export const rename: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseAny(needs, targets, t('Rename which line?'));
  if (!line) return;
  const written = await writtenTitle(line);
  const title = await askText(needs, {
    title: t('Rename'),
    prompt: t('Its commits stay linked where it has an id, or where this is all that changes on the line.'),
    value: written,
  });
  if (title !== undefined && title !== written)
    await edit(needs, line.root, line.path, renameEdit(line.key, title));
};

export const setDueDate: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseAny(needs, targets, t('Set the due date of which line?'));
  if (!line) return;
  const due = await chooseDate(needs, t('Due date of {0}', shownText(line.title, 60)), {
    none: line.due !== null,
    present: line.due,
  });
  if (due === undefined || due === line.due) return;
  const change = due === null ? removeAttribute(line.key, 'due') : setAttribute(line.key, 'due', due);
  await edit(needs, line.root, line.path, change);
};

/** Dropped lines stay in the plan, outside all totals. */
export const drop: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseLine(needs, targets, {
    title: t('Drop which line from the plan?'),
    none: t('Nothing in the plan is open.'),
    accepts: ({ state }) => !state.item.done,
  });
  if (line) await edit(needs, line.root, line.state.item.path, dropEdit(line.key));
};

export const moveUp: Command = (needs, targets) => moveBy(needs, targets, moveUpEdit);
export const moveDown: Command = (needs, targets) => moveBy(needs, targets, moveDownEdit);

async function moveBy(
  needs: CommandNeeds,
  targets: readonly Target[],
  move: (key: LineKey) => PlanEdit,
): Promise<void> {
  const { t } = needs.texts;
  const given = targets.length > 0 ? targets : needs.trees().selection();
  const line = await chooseLine(needs, given, {
    title: t('Move which line?'),
    none: t('The plan has no lines yet.'),
    accepts: () => true,
  });
  if (!line) return;
  const outcome = await edit(needs, line.root, line.state.item.path, move(line.key));
  if (outcome?.key) await needs.trees().reveal(line.root, outcome.key);
}

async function chooseItem(
  needs: CommandNeeds,
  targets: readonly Target[],
  title: string,
): Promise<EditedLine | null> {
  const line = await chooseLine(needs, targets, {
    title,
    none: needs.texts.t('Nothing in the plan is open.'),
    accepts: ({ state }) => state.item.kind === 'item' && !state.item.done,
  });
  return line && { root: line.root, key: line.key, ...lineOf(line.state.item) };
}

/** The node's line whatever its kind; from the palette an item or micro-goal, or one of the milestones, the selected first. */
async function chooseAny(
  needs: CommandNeeds,
  targets: readonly Target[],
  title: string,
): Promise<EditedLine | null> {
  const [target] = targets;
  const { t } = needs.texts;
  const state =
    target?.kind === 'line' ? needs.tracker.state(target.root)?.snapshot?.byKey.get(target.key) : undefined;
  const wantsSection =
    state === undefined
      ? await pick(
          selectedFirst(
            [
              { label: t('A Checklist Item or Micro-Goal'), value: false },
              { label: t('A Milestone or Checkpoint'), value: true },
            ],
            ({ value }) => value === isSectionSelected(needs),
          ),
          title,
        )
      : 'milestone' in state;
  if (wantsSection === undefined) return null;
  if (wantsSection) {
    const section = await chooseSection(needs, targets, { title, milestonesOnly: false });
    return section && { root: section.root, key: section.key, ...lineOf(section.state.milestone) };
  }
  const line = await chooseLine(needs, targets, {
    title,
    none: t('The plan has no lines yet.'),
    accepts: ({ state: { item } }) => !item.dropped,
  });
  return line && { root: line.root, key: line.key, ...lineOf(line.state.item) };
}

function isSectionSelected({ trees, tracker }: CommandNeeds): boolean {
  const target = trees()
    .selection()
    .find(({ kind }) => kind === 'line');
  const state =
    target?.kind === 'line' ? tracker.state(target.root)?.snapshot?.byKey.get(target.key) : undefined;
  return state !== undefined && 'milestone' in state;
}

const lineOf = (line: {
  readonly path: string;
  readonly title: string;
  readonly attributes: { readonly due?: string };
  readonly line: number;
  readonly rowSpans: LineSpans;
}) => ({
  path: line.path,
  title: line.title,
  row: line.line - 1,
  span: line.rowSpans.title,
  due: line.attributes.due ?? null,
});

/** The title with its markup, as it stands in the file; what is shown where the file changed meanwhile. */
async function writtenTitle({ root, path: file, title, row, span }: EditedLine): Promise<string> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(root, file)));
  const start = document.offsetAt(new vscode.Position(row, 0));
  const written = document.getText().slice(start + span.start, start + span.end);
  return plainTitle(written) === title ? written : title;
}

async function edit(needs: CommandNeeds, root: string, file: string, change: PlanEdit) {
  const outcome = await needs.performUntilDone(root, { kind: 'edit', path: file, edit: change });
  return outcome.ok ? outcome : null;
}

async function add(needs: CommandNeeds, root: string, file: string, change: PlanEdit) {
  const added = await edit(needs, root, file, change);
  if (added?.key) await needs.trees().showAdded(root, added.key);
}
