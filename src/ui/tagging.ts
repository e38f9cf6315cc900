import * as vscode from 'vscode';
import { addTag, hasTag, isAutomaticTagAllowed, removeTag, type TagForm } from '../core/history/tagging.ts';
import type { Settings } from '../core/settings.ts';
import type { Tracker } from '../tracker.ts';
import { commitBoxes, commitBoxOf, rootOfCommitBox } from './commitBox.ts';
import type { GitExtension } from './gitExtension.ts';

/** Long enough not to write between two keystrokes, short enough to be there before the commit. */
const PAUSE_MS = 300;

export interface Tagging extends vscode.Disposable {
  /** Puts the tag of the line with this id into the commit box, by hand: whatever was declined before. */
  insert(root: string, id: string): Promise<boolean>;
}

/**
 * Keeps the active micro-goal's tag in the commit box of its repository: written once the box has a subject, taken
 * out when the goal stops. A tag that the person deletes stays away until the box is empty again.
 */
export function registerTagging({
  tracker,
  git,
  settingsOf,
}: {
  readonly tracker: Tracker;
  readonly git: GitExtension;
  readonly settingsOf: (root: string) => Settings;
}): Tagging {
  /** The tag that each box was given, by root. */
  const written = new Map<string, TagForm>();
  const declined = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** Where a person last typed in a box, as an offset. */
  const carets = new Map<string, number>();

  const formOf = (root: string, id: string): TagForm | null => {
    const { tagKey, tagStyle } = settingsOf(root);
    return tagStyle === 'off' ? null : { id, key: tagKey, style: tagStyle };
  };

  const apply = async (root: string): Promise<void> => {
    const box = commitBoxOf(root, git);
    if (!box) return;
    const message = box.text();
    const goal = tracker.state(root)?.snapshot?.active;
    const form = goal ? formOf(root, goal.id) : null;
    const old = written.get(root);
    if (message.trim() === '') {
      declined.delete(root);
      written.delete(root);
      return;
    }
    if (old && !(form && sameForm(old, form))) {
      written.delete(root);
      // What was done before it was committed is still what the commit is about.
      if (isDone(tracker, root, old.id)) {
        declined.add(root);
        return;
      }
      declined.delete(root);
      const without = removeTag(message, old);
      const next = form && mayTag(git, root, without, form) ? addTag(without, form) : without;
      await box.change(message, next, carets.get(root) ?? null);
      if (form && hasTag(next, form)) written.set(root, form);
    } else if (form && old && !hasTag(message, form)) {
      written.delete(root);
      declined.add(root);
    } else if (form && !declined.has(root) && mayTag(git, root, message, form)) {
      await box.change(message, addTag(message, form), carets.get(root) ?? null);
      if (hasTag(box.text(), form)) written.set(root, form);
    }
  };
  const applySoon = (root: string) => {
    clearTimeout(timers.get(root));
    timers.set(
      root,
      setTimeout(() => void apply(root), PAUSE_MS),
    );
  };
  const boxChanged = (document: vscode.TextDocument) => {
    const root = rootOfCommitBox(document);
    if (root !== null) applySoon(root);
  };
  /** The id that was active when a root was last looked at, so that other changes leave the box alone. */
  const active = new Map<string, string | null>();
  const goalsChanged = () => {
    for (const { root, snapshot } of tracker.states) {
      if (!snapshot) continue;
      const id = snapshot.active?.id ?? null;
      const before = active.get(root) ?? null;
      if (active.has(root) && before === id) continue;
      active.set(root, id);
      const old = before === null || declined.has(root) ? null : formOf(root, before);
      if (old) written.set(root, old);
      applySoon(root);
    }
  };
  goalsChanged();
  for (const { document } of commitBoxes()) boxChanged(document);

  const disposable = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const root = rootOfCommitBox(document);
      if (root === null) return;
      const [change] = contentChanges;
      if (change) carets.set(root, change.rangeOffset + change.text.length);
      applySoon(root);
    }),
    vscode.workspace.onDidOpenTextDocument(boxChanged),
    tracker.onDidChange(goalsChanged),
    git.onDidChange(() => {
      for (const root of active.keys()) applySoon(root);
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
  return {
    dispose: () => disposable.dispose(),
    async insert(root, id) {
      const box = commitBoxOf(root, git);
      const { tagKey, tagStyle } = settingsOf(root);
      if (!box) return false;
      const form = { id, key: tagKey, style: tagStyle === 'inline' ? 'inline' : 'trailer' } as const;
      const message = box.text();
      const next = addTag(message, form);
      declined.delete(root);
      if (next === message) return hasTag(message, form);
      if (tracker.state(root)?.snapshot?.active?.id === id) written.set(root, form);
      return box.change(message, next, null);
    },
  };
}

function isDone(tracker: Tracker, root: string, id: string): boolean {
  const state = tracker.state(root)?.snapshot?.byKey.get(id);
  return state !== undefined && 'item' in state && state.item.done;
}

/** Messages that git wrote for a merge, revert, rebase or squash are not a person's; neither is a conflict's. */
function mayTag(git: GitExtension, root: string, message: string, { key }: TagForm): boolean {
  const state = git.repository(root)?.state;
  if (!state || state.mergeChanges.length > 0 || state.rebaseCommit) return false;
  return isAutomaticTagAllowed(message, key);
}

const sameForm = (a: TagForm, b: TagForm): boolean => a.id === b.id && a.key === b.key && a.style === b.style;
