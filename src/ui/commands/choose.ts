import * as vscode from 'vscode';
import type { LineKey } from '../../core/plan/model.ts';
import type { ItemState, MilestoneState, Snapshot } from '../../core/progress/snapshot.ts';
import { plainText } from '../../text.ts';
import { showInformation } from '../notify.ts';
import { type LineInPlan, linesOfPlan, sectionsOfPlan } from '../planLines.ts';
import type { Target } from '../tree/node.ts';
import { withoutIcons } from '../withoutIcons.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { CommandNeeds } from './command.ts';
import { isSelectedLine, isSelectedSection, selectedFirst } from './selected.ts';

/** An option of a quick pick that stands for a value. */
export interface Option<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface ChosenLine {
  readonly root: string;
  readonly key: LineKey;
  readonly state: ItemState;
}

export interface ChosenSection {
  readonly root: string;
  readonly key: LineKey;
  readonly state: MilestoneState;
}

/** Text of a plan or a commit as a quick pick may show it. */
export const shownText = (text: string, limit?: number): string =>
  withoutLinks(withoutIcons(plainText(text, limit)));

/** The repositories whose snapshot was read, those with a plan alone where `withPlan`. */
export function openRoots(
  { tracker }: CommandNeeds,
  withPlan: boolean,
): ReadonlyArray<{ readonly root: string; readonly snapshot: Snapshot }> {
  return tracker.states.flatMap(({ root, snapshot }) =>
    snapshot && (!withPlan || snapshot.files.length > 0) ? [{ root, snapshot }] : [],
  );
}

/** The repository of the node, the only one, or the one that is picked; null after a cancel or a message. */
export async function chooseRoot(
  needs: CommandNeeds,
  targets: readonly Target[],
  { withPlan }: { readonly withPlan: boolean },
): Promise<string | null> {
  const [target] = targets;
  if (target) return target.root;
  const roots = openRoots(needs, withPlan).map(({ root }) => root);
  const [only] = roots;
  const { t } = needs.texts;
  if (only === undefined) {
    inform(
      withPlan
        ? t('There is no plan yet. Create one, or use a checklist of this repository.')
        : t('Open a folder first.'),
    );
    return null;
  }
  if (roots.length === 1) return only;
  const selected = needs.trees().selection();
  const ordered = selectedFirst(roots, (root) => selected.some((one) => one.root === root));
  const options = ordered.map((root) => ({
    label: shownText(nameOf(needs, root)),
    description: root,
    value: root,
  }));
  return (await pick(options, t('Which repository?'))) ?? null;
}

/** Empty where there is only one, which needs no name. */
const repositoryName = (needs: CommandNeeds, count: number, root: string): string =>
  count > 1 ? shownText(nameOf(needs, root)) : '';

const nameOf = ({ repositories }: CommandNeeds, root: string): string =>
  repositories.roots.find((one) => one.root === root)?.name ?? root;

/** The line of the node, else one that is picked among those that `accepts`; null after a cancel or a message. */
export async function chooseLine(
  needs: CommandNeeds,
  targets: readonly Target[],
  {
    title,
    none,
    accepts,
  }: { readonly title: string; readonly none: string; readonly accepts: (line: LineInPlan) => boolean },
): Promise<ChosenLine | null> {
  const [target] = targets;
  if (target?.kind === 'line') {
    const state = needs.tracker.state(target.root)?.snapshot?.byKey.get(target.key);
    if (state && 'item' in state) return { root: target.root, key: target.key, state };
  }
  const options = lineOptions(needs, accepts, target?.root);
  if (options.length === 0) {
    inform(none);
    return null;
  }
  return (await pick(options, title)) ?? null;
}

/** Lines as options: the selected ones first, then the next one; only one repository's where `root` is given. */
export function lineOptions(
  needs: CommandNeeds,
  accepts: (line: LineInPlan) => boolean,
  root?: string,
): ReadonlyArray<Option<ChosenLine>> {
  const roots = openRoots(needs, true).filter((one) => root === undefined || one.root === root);
  const options = roots.flatMap(({ root: here, snapshot }) =>
    linesOfPlan(snapshot)
      .filter(accepts)
      .map((line) => ({
        ...lineOption(line, repositoryName(needs, roots.length, here)),
        value: { root: here, key: line.state.item.key, state: line.state },
      })),
  );
  const next = new Set(roots.map(({ snapshot }) => snapshot.next));
  const isSelected = isSelectedLine(needs);
  const nextFirst = [
    ...options.filter(({ value }) => next.has(value.key)),
    ...options.filter(({ value }) => !next.has(value.key)),
  ];
  return selectedFirst(nextFirst, ({ value }) => isSelected(value.root, value.key));
}

function lineOption({ state, place, parent }: LineInPlan, repository: string): vscode.QuickPickItem {
  const above = parent ? `${place} › ${parent.item.title}` : place;
  const { est } = state.item.attributes;
  return {
    label: shownText(state.item.title),
    description: [est ?? '', shownText(above, 120), repository].filter((part) => part !== '').join(' · '),
  };
}

/** The milestone or checkpoint of the node (or the one its line stands under), else one that is picked. */
export async function chooseSection(
  needs: CommandNeeds,
  targets: readonly Target[],
  { title, milestonesOnly }: { readonly title: string; readonly milestonesOnly: boolean },
): Promise<ChosenSection | null> {
  const [target] = targets;
  if (target?.kind === 'line') {
    const state = needs.tracker.state(target.root)?.snapshot?.byKey.get(target.key);
    if (state && 'milestone' in state) return { root: target.root, key: target.key, state };
  }
  const roots = openRoots(needs, true).filter(({ root }) => !target || root === target.root);
  const options = roots.flatMap(({ root, snapshot }) =>
    (milestonesOnly ? snapshot.milestones : sectionsOfPlan(snapshot)).map((state) => ({
      label: shownText(state.milestone.title),
      description: [needs.texts.progress(state, needs.now()), repositoryName(needs, roots.length, root)]
        .filter((part) => part !== '')
        .join(' · '),
      value: { root, key: state.milestone.key, state },
    })),
  );
  const [only] = options;
  if (!only) {
    inform(needs.texts.t('The plan has no milestone yet.'));
    return null;
  }
  if (options.length === 1) return only.value;
  const isSelected = isSelectedSection(needs);
  return (
    (await pick(
      selectedFirst(options, ({ value }) => isSelected(value.root, value.key)),
      title,
    )) ?? null
  );
}

/** A trimmed, non-empty text; undefined after a cancel. */
export async function askText(
  { texts: { t } }: CommandNeeds,
  {
    title,
    prompt,
    value = '',
    placeHolder = '',
  }: {
    readonly title: string;
    readonly prompt: string;
    readonly value?: string;
    readonly placeHolder?: string;
  },
): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    placeHolder,
    ignoreFocusOut: true,
    validateInput: (input) => (input.trim() === '' ? t('Write some text, or press Escape to cancel.') : null),
  });
  return text?.trim();
}

/** One option's value; undefined after a cancel. */
export async function pick<T>(
  options: ReadonlyArray<Option<T>>,
  title: string,
  onHighlight: (option: Option<T>) => void = () => undefined,
): Promise<T | undefined> {
  const chosen = await vscode.window.showQuickPick(options, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
    onDidSelectItem: (option: Option<T>) => onHighlight(option),
  });
  return chosen?.value;
}

/** One of the texts, or what was written in their place; undefined after a cancel. */
export async function pickOrWrite(
  texts: readonly string[],
  title: string,
  placeholder: string,
): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.ignoreFocusOut = true;
  picker.items = texts.map((label) => ({ label }));
  const chosen = await new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => {
      const text = picker.activeItems[0]?.label ?? picker.value.trim();
      if (text === '') return;
      resolve(text);
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  return chosen;
}

/** The values of the options that were ticked, or of the highlighted one; undefined after a cancel. */
export async function pickMany<T>(
  options: ReadonlyArray<Option<T>>,
  title: string,
): Promise<readonly T[] | undefined> {
  const picker = vscode.window.createQuickPick<Option<T>>();
  picker.title = title;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = options;
  picker.selectedItems = options.filter(({ picked }) => picked);
  const chosen = await new Promise<ReadonlyArray<Option<T>>>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems);
      picker.hide();
    });
    picker.onDidHide(() => resolve([]));
    picker.show();
  });
  picker.dispose();
  return chosen.length > 0 ? chosen.map(({ value }) => value) : undefined;
}

/** Says something that is no failure, without waiting for it to be read. */
export function inform(message: string): void {
  void showInformation(message);
}
