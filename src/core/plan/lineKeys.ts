import type { LineKey, PlanProblem } from './model.ts';
import type { DraftSource, LineDraft } from './planLine.ts';

/** A line with the titles of the headings above it, outermost first. */
export interface KeyedLine {
  readonly draft: LineDraft;
  readonly headingPath: readonly string[];
}

export interface LineKeys {
  keyOf(draft: LineDraft): LineKey;
  readonly problems: readonly PlanProblem[];
}

/**
 * Gives each line its key: its id, or path, heading path, title and occurrence among equals (from 0). Of equal ids the
 * first in file order has the key; the others are known as lines without an id are, and all show the problem.
 */
export function assignKeys(source: DraftSource, inFileOrder: readonly KeyedLine[]): LineKeys {
  const keys = new Map<LineDraft, LineKey>();
  const holders = new Map<string, LineDraft[]>();
  const occurrences = new Map<string, number>();
  for (const { draft, headingPath } of inFileOrder) {
    const id = draft.tail.id;
    if (id !== null) {
      const others = holders.get(id);
      if (others === undefined) {
        holders.set(id, [draft]);
        keys.set(draft, id);
        continue;
      }
      others.push(draft);
    }
    const stem = [source.path, ...headingPath, draft.title].join('\0');
    const occurrence = occurrences.get(stem) ?? 0;
    occurrences.set(stem, occurrence + 1);
    keys.set(draft, `${stem}\0${occurrence}`);
  }
  const problems = [...holders].flatMap(([id, drafts]) =>
    drafts.length < 2 ? [] : duplicates(source, id, drafts),
  );
  return { keyOf: (draft) => keys.get(draft) ?? '', problems };
}

function duplicates(source: DraftSource, id: string, drafts: readonly LineDraft[]): PlanProblem[] {
  const first = drafts[0];
  const second = drafts[1];
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
