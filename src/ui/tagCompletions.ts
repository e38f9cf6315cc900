import * as vscode from 'vscode';
import { newId } from '../core/plan/newId.ts';
import type { ItemState, MilestoneState } from '../core/progress/snapshot.ts';
import { GIVE_ID } from '../ids.ts';
import { plainText, type Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import type { IdForLine } from './commands/command.ts';
import { commitBoxes, rootOfCommitBox } from './commitBox.ts';
import { linesOfPlan } from './planLines.ts';

/**
 * Offers the ids of open lines in commit messages, after `^`, `[` and a trailer's `:`. A line without one is offered by
 * its title, and given one when it is accepted.
 */
export function registerTagCompletions({
  tracker,
  texts,
  tagKeyOf,
}: {
  readonly tracker: Tracker;
  readonly texts: Texts;
  readonly tagKeyOf: (root: string) => string;
}): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    [{ language: 'scminput' }, { language: 'git-commit' }],
    {
      provideCompletionItems(document, position) {
        const root = rootOf(document, tracker);
        const snapshot = root === null ? null : tracker.state(root)?.snapshot;
        if (root === null || !snapshot) return [];
        const before = document.lineAt(position).text.slice(0, position.character);
        const place = placeBefore(before, tagKeyOf(root));
        if (!place) return [];
        const range = new vscode.Range(position.translate(0, -place.typed.length), position);
        const open = linesOfPlan(snapshot).filter(({ state }) => !state.item.done);
        const taken = new Set([...snapshot.byKey.values()].flatMap((state) => idOf(state) ?? []));
        return open.map((line, index) => {
          const { key, id: known, title } = line.state.item;
          const id = known ?? newId(taken, Math.random);
          taken.add(id);
          const isActive = snapshot.active?.id === id;
          const item = new vscode.CompletionItem(
            {
              label: known ?? plainText(title, 60),
              ...(known === null ? {} : { detail: ` ${plainText(title, 80)}` }),
              description: plainText(line.place, 40),
            },
            vscode.CompletionItemKind.Reference,
          );
          item.insertText = `${place.open}${id}${place.close}`;
          item.filterText = `${place.typed}${known ?? ''} ${plainText(title, 80)}`;
          item.range = range;
          item.sortText = `${isActive ? 0 : known === null ? 2 : 1}${String(index).padStart(6, '0')}`;
          item.preselect = isActive;
          item.documentation = plainText(`${line.place} › ${title}`);
          if (isActive) item.detail = texts.t('active micro-goal');
          if (known === null) {
            item.detail = texts.t('gives the line the id ^{0}', id);
            item.command = {
              command: GIVE_ID,
              title: '',
              arguments: [{ root, key, id } satisfies IdForLine],
            };
          }
          return item;
        });
      },
    },
    '^',
    '[',
    ':',
  );
}

const idOf = (state: ItemState | MilestoneState): string | null =>
  'item' in state ? state.item.id : state.milestone.id;

interface TagPlace {
  /** What is replaced: an id that was begun. */
  readonly typed: string;
  readonly open: string;
  readonly close: string;
}

/** Where in a line an id may be written, and how. */
function placeBefore(before: string, tagKey: string): TagPlace | null {
  const key = tagKey.replace(/[^A-Za-z0-9]/g, '\\$&');
  const trailer = new RegExp(`^${key}:( ?)([a-z0-9-]*)$`, 'i').exec(before);
  if (trailer) return { typed: trailer[2] ?? '', open: trailer[1] === '' ? ' ' : '', close: '' };
  const inline = /(?:^|\s)\^([a-z0-9-]*)$/.exec(before);
  if (inline) return { typed: inline[1] ?? '', open: '', close: '' };
  const bracket = /\[([a-z0-9-]*)$/.exec(before);
  return bracket ? { typed: bracket[1] ?? '', open: '', close: ']' } : null;
}

/** A commit box names its repository; a message that git opened lies in the repository's git directory. */
function rootOf(document: vscode.TextDocument, tracker: Tracker): string | null {
  const ofBox = rootOfCommitBox(document);
  if (ofBox !== null) return ofBox;
  const { fsPath } = document.uri;
  const above = tracker.states.map(({ root }) => root).filter((root) => fsPath.startsWith(root));
  const [nearest] = above.sort((a, b) => b.length - a.length);
  return nearest ?? commitBoxes()[0]?.root ?? tracker.states[0]?.root ?? null;
}
