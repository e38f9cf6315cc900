import * as vscode from 'vscode';
import type { LineKey } from '../../core/plan/model.ts';
import type { Instant } from '../../core/time.ts';
import { VIEWS, type ViewId } from '../../ids.ts';
import type { Texts } from '../../text.ts';
import type { RepositoryState, Tracker } from '../../tracker.ts';
import { onceWanted } from '../onceWanted.ts';
import type { Perform } from '../perform.ts';
import type { Repositories } from '../repositories.ts';
import { uiSetting } from '../settings.ts';
import { type Drop, dragAndDrop } from './dragAndDrop.ts';
import type { Held } from './heldTree.ts';
import type { Target, TreeNode } from './node.ts';
import type { Rendering } from './rendering.ts';
import { TreeProvider } from './treeProvider.ts';
import type { Shown, Viewed } from './viewed.ts';

/** "12 min left" is told by the clock, not by a change of the plan. */
const CLOCK_MS = 20_000;

export interface Trees extends vscode.Disposable {
  /** Opens the Milestones tree at a line. False when the tree does not show it. */
  reveal(root: string, key: LineKey): Promise<boolean>;
  /** Shows what was added, where the Milestones tree is open; the focus stays where it is. */
  showAdded(root: string, key: LineKey): Promise<void>;
  /** What is selected in the tree that was used last, for commands that are called without an argument. */
  selection(): readonly Target[];
}

export interface TreesNeed {
  readonly tracker: Tracker;
  readonly repositories: Repositories;
  readonly texts: Texts;
  readonly now: () => Instant;
  readonly perform: Perform;
  readonly drop: (drop: Drop) => Promise<void>;
}

/** The three views, each rendering the newest snapshots. */
export function registerTrees(need: TreesNeed): Trees {
  const { tracker, texts, now } = need;
  let rendering: Rendering | null = null;
  const provide = (view: keyof Rendering) =>
    new TreeProvider((earlier) => {
      const pauseHint = uiSetting('pauseHint.enabled');
      const shown: Shown = { texts, now: now(), pauseHint, failures: failuresOf(need) };
      return rendering?.[view](viewedOf(need), shown, earlier) ?? [];
    });
  const milestones = provide('milestones');
  const today = provide('today');
  const activity = provide('activity');
  const providers = [milestones, today, activity];

  const create = (id: ViewId, provider: TreeProvider) =>
    vscode.window.createTreeView(id, {
      treeDataProvider: provider,
      manageCheckboxStateManually: true,
      showCollapseAll: id === VIEWS.milestones,
      canSelectMany: id !== VIEWS.today,
      ...(id === VIEWS.today ? {} : { dragAndDropController: dragAndDrop(id, need.drop) }),
    });
  const views = {
    milestones: create(VIEWS.milestones, milestones),
    today: create(VIEWS.today, today),
    activity: create(VIEWS.activity, activity),
  };

  // The editor tells of no tree's focus; a tree is used by selecting in it.
  let used = views.milestones;
  const onSelect = (view: vscode.TreeView<Held>) =>
    view.onDidChangeSelection(({ selection }) => {
      if (selection.length > 0) used = view;
    });

  const onTick = (provider: TreeProvider) => async (event: vscode.TreeCheckboxChangeEvent<Held>) => {
    for (const [held, state] of event.items) {
      const { target } = held.node;
      if (target?.kind !== 'line') continue;
      const kind = state === vscode.TreeItemCheckboxState.Checked ? 'tick' : 'untick';
      const { ok } = await need.perform(target.root, { kind, key: target.key });
      if (!ok) provider.redraw([held]);
    }
  };

  const progress = readingProgress(tracker);
  const updateProgress = () => {
    progress.update();
    views.milestones.description = readingText(need);
  };
  const update = () => {
    for (const provider of providers) provider.refresh();
    updateHeader(views.today, need);
    updateProgress();
  };
  let shown: readonly RepositoryState[] = [];
  const updateWhatChanged = () => {
    const before = shown;
    shown = tracker.states;
    if (areShownAlike(before, shown)) updateProgress();
    else update();
  };
  const loaded = onceWanted(
    () => tracker.states.length > 0,
    [(listener) => tracker.onDidChange(listener)],
    async () => {
      ({ rendering } = await import('./rendering.ts'));
      update();
      return new vscode.Disposable(() => undefined);
    },
  );
  const clock = setInterval(() => {
    if (tracker.states.some(({ snapshot }) => snapshot?.active)) today.refresh();
  }, CLOCK_MS);
  update();

  const disposable = vscode.Disposable.from(
    ...Object.values(views),
    ...Object.values(views).map(onSelect),
    ...providers,
    progress,
    loaded,
    views.milestones.onDidChangeCheckboxState(onTick(milestones)),
    views.today.onDidChangeCheckboxState(onTick(today)),
    tracker.onDidChange(updateWhatChanged),
    tracker.onDidReadMore(() => {
      today.refresh();
      updateProgress();
    }),
    vscode.workspace.onDidChangeConfiguration(update),
    new vscode.Disposable(() => clearInterval(clock)),
  );
  return {
    dispose: () => disposable.dispose(),
    async reveal(root, key) {
      const held = milestones.find(({ target }) => isLine(target, root, key));
      if (!held) return false;
      await views.milestones.reveal(held, { select: true, focus: true });
      return true;
    },
    async showAdded(root, key) {
      const held = views.milestones.visible && milestones.find(({ target }) => isLine(target, root, key));
      if (held) await views.milestones.reveal(held, { select: true, focus: false });
    },
    selection: () => used.selection.flatMap(({ node }) => node.target ?? []),
  };
}

/** That a reading began or ended shows in the view's progress alone. */
function areShownAlike(before: readonly RepositoryState[], now: readonly RepositoryState[]): boolean {
  return (
    before.length === now.length &&
    before.every((one, index) => {
      const other = now[index];
      return (
        one.root === other?.root &&
        one.snapshot === other.snapshot &&
        one.failure === other.failure &&
        one.commitsRead === other.commitsRead
      );
    })
  );
}

function viewedOf({ tracker, repositories }: TreesNeed): readonly Viewed[] {
  const names = new Map(repositories.roots.map(({ root, name }) => [root, name]));
  return tracker.states.flatMap(({ root, snapshot, failure, commitsRead }) =>
    snapshot ? [{ root, name: names.get(root) ?? root, snapshot, failure, commitsRead }] : [],
  );
}

/** Repositories of which nothing was ever read; what was read before is shown with its failure. */
function failuresOf({ tracker }: TreesNeed): Shown['failures'] {
  return tracker.states.flatMap(({ root, snapshot, failure }) =>
    failure && !snapshot ? [{ root, failure }] : [],
  );
}

/** The streak beside the view's name, and the badge that says that commits drift. */
function updateHeader(view: vscode.TreeView<Held>, { tracker, texts }: TreesNeed): void {
  const snapshots = tracker.states.flatMap(({ snapshot }) => snapshot ?? []);
  const streak = snapshots.find(({ files }) => files.length > 0)?.streak;
  view.description =
    streak && streak.days > 0 && uiSetting('streak.enabled')
      ? texts.t('streak {0}', texts.streak(streak))
      : '';
  const drifting = snapshots.flatMap(({ drift }) =>
    drift.snoozed ? [] : drift.verdicts.filter(({ code }) => code === 'unaligned'),
  );
  const [verdict] = drifting;
  view.badge = verdict ? { value: drifting.length, tooltip: texts.verdictSentence(verdict) } : undefined;
}

/** Beside the view's name, where nothing moves when it comes and goes. */
function readingText({ tracker, texts }: TreesNeed): string {
  const commits = tracker.states.map(({ commitsRead }) => commitsRead ?? 0).reduce((a, b) => a + b, 0);
  return commits === 0 ? '' : texts.t('{0} read…', texts.commits(commits));
}

/** The view's progress bar for as long as a repository's plan or history is read for the first time. */
function readingProgress(tracker: Tracker): vscode.Disposable & { update(): void } {
  let end: (() => void) | null = null;
  const stop = () => {
    end?.();
    end = null;
  };
  return {
    update() {
      const isReading = tracker.states.some(
        ({ reading, snapshot }) => reading && (!snapshot || snapshot.history.note === 'reading'),
      );
      if (!isReading) stop();
      else if (!end) {
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        void vscode.window.withProgress({ location: { viewId: VIEWS.milestones } }, () => ended);
      }
    },
    dispose: stop,
  };
}

const isLine = (target: TreeNode['target'], root: string, key: LineKey): boolean =>
  target?.kind === 'line' && target.root === root && target.key === key;
