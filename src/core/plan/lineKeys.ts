import type { PlanProblem } from './model.ts';
import type { DraftSource, LineDraft } from './planLine.ts';

/**
 * Gives each line its key: its id, or path, heading path, title and occurrence among equals (from 0). Of equal ids the
 * first in file order has the key; the others are known as lines without an id are, and all show the problem.
 */
export function assignKeys(source: DraftSource, inFileOrder: readonly LineDraft[]): PlanProblem[] {
  const holders = new Map<string, LineDraft[]>();
  const occurrences = new Map<string, number>();
  for (const draft of inFileOrder) {
    const id = draft.tail.id;
    const others = id === null ? undefined : holders.get(id);
    others?.push(draft);
    if (id !== null && others === undefined) {
      holders.set(id, [draft]);
      draft.key = id;
      continue;
    }
    const stem = [source.path, ...draft.headingPath, draft.title].join('\0');
    const occurrence = occurrences.get(stem) ?? 0;
    occurrences.set(stem, occurrence + 1);
    draft.key = `${stem}\0${occurrence}`;
  }
  return [...holders].flatMap(([id, drafts]) => (drafts.length < 2 ? [] : duplicates(source, id, drafts)));
}

function duplicates(source: DraftSource, id: string, drafts: readonly LineDraft[]): PlanProblem[] {
  const [first, second] = drafts;
  return drafts.map((draft) => {
    const other = draft === first ? second : first;
    const at = draft.tail.idSpan?.start ?? draft.whole.start;
    return {
      code: 'duplicate-id',
      path: source.path,
      ...source.lines.positionOf(at),
      data: { id, otherPath: source.path, otherLine: (other?.line ?? 0) + 1 },
    };
  });
}
