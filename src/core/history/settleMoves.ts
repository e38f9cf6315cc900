import type { PlanChange } from './planChange.ts';

/**
 * The changes of one commit to several plan files, with the lines that only moved from one file to another taken for
 * what they are: a line removed here and added there, known by its id or title, is no change, or, where its box is
 * another, a tick or an untick. Linear in the number of changes.
 */
export function settleMoves(changes: readonly PlanChange[]): PlanChange[] {
  const removed = new Map<string, Map<string, PlanChange[]>>();
  for (const change of [...changes].reverse()) {
    if (change.kind !== 'remove-open' && change.kind !== 'remove-done') continue;
    const byPath = removed.get(nameOf(change)) ?? new Map<string, PlanChange[]>();
    removed.set(nameOf(change), byPath);
    const known = byPath.get(change.path);
    if (known) known.push(change);
    else byPath.set(change.path, [change]);
  }
  const gone = new Set<PlanChange>();
  const settled = changes.flatMap((change) => {
    if (change.kind !== 'add' && change.kind !== 'add-done') return [change];
    const before = takeFromElsewhere(removed.get(nameOf(change)), change.path);
    if (before === null) return [change];
    gone.add(before);
    return movedAs(before, change);
  });
  return settled.filter((change) => !gone.has(change));
}

/** Takes the first line that another file lost. */
function takeFromElsewhere(lost: Map<string, PlanChange[]> | undefined, path: string): PlanChange | null {
  for (const [from, lines] of lost ?? []) {
    if (from === path) continue;
    const line = lines.pop();
    if (lines.length === 0) lost?.delete(from);
    if (line !== undefined) return line;
  }
  return null;
}

function movedAs(before: PlanChange, after: PlanChange): PlanChange[] {
  const wasDone = before.kind === 'remove-done';
  const isDone = after.kind === 'add-done';
  return wasDone === isDone ? [] : [{ ...after, kind: isDone ? 'tick' : 'untick' }];
}

function nameOf({ id, title }: PlanChange): string {
  return id === null ? `=${title.replace(/\s+/gu, ' ')}` : `^${id}`;
}
