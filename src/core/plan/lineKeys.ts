import type { PlanProblem } from './model.ts';
import type { DraftSource, LineDraft } from './planLine.ts';

/**
 * Gives each line its key: its id, or path, heading path, title and occurrence among equals (from 0). Of equal ids the
 * first in file order has the key; the others are known as lines without an id are, and all show the problem.
 */
export function assignKeys(source: DraftSource, inFileOrder: readonly LineDraft[]): PlanProblem[] {
  const holders = new Map<string, LineDraft[]>();
  const places = new Places(source.path);
  for (const draft of inFileOrder) {
    const id = draft.tail.id;
    const others = id === null ? undefined : holders.get(id);
    others?.push(draft);
    if (id !== null && others === undefined) {
      holders.set(id, [draft]);
      draft.key = id;
      continue;
    }
    const { path, titles } = places.below(draft.headingPath);
    const occurrence = titles.get(draft.title) ?? 0;
    titles.set(draft.title, occurrence + 1);
    draft.key = `${path}${draft.title}\0${occurrence}`;
  }
  return [...holders].flatMap(([id, drafts]) => (drafts.length < 2 ? [] : duplicates(source, id, drafts)));
}

/** A heading path as a key begins, and how often each title was met below it. */
interface Place {
  readonly path: string;
  readonly titles: Map<string, number>;
}

/** Lines below one heading share its path, as an array and as a text: both are looked up, so that neither is made anew. */
class Places {
  readonly #path: string;
  readonly #byHeadings = new Map<readonly string[], Place>();
  readonly #byPath = new Map<string, Place>();

  constructor(path: string) {
    this.#path = path;
  }

  below(headings: readonly string[]): Place {
    const known = this.#byHeadings.get(headings);
    if (known) return known;
    const path = [this.#path, ...headings, ''].join('\0');
    const place = this.#byPath.get(path) ?? { path, titles: new Map() };
    this.#byPath.set(path, place);
    this.#byHeadings.set(headings, place);
    return place;
  }
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
