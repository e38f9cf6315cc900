import { inOneGo } from '../inOneGo.ts';
import { ShaIndex } from './shaIndex.ts';

/** The part of a commit that the walk needs. */
interface Node {
  readonly sha: string;
  readonly parents: readonly string[];
}

/**
 * Which merge brought each commit in. `merge[i]` is the index of the innermost merge commit M with commits[i] in
 * `rev-list M^1..M^n`, -1 on the first-parent line of a tip; `parent[i]` is that n, counted from 1 for the first
 * parent (so at least 2).
 */
export interface Membership {
  readonly index: ShaIndex;
  readonly merge: Int32Array;
  readonly parent: Int32Array;
}

/**
 * Decides for every commit, in one walk over the parents, which merge brought it in: linear in commits and parents.
 *
 * A line of first parents is marked from its newest commit back to what is already marked; then its merges are taken
 * oldest first, and each one's further parents are walked in the same way. So, when a merge is taken, all that its
 * first parent reaches is marked already, and what its second parent reaches unmarked is exactly
 * `rev-list M^1..M^2`, less what an older merge of an outer line brought in before.
 * @param tips Shas whose first-parent lines belong to no merge, most important first; by default the commits that
 * are nobody's parent, in the order given. Parents that are not among the commits (shallow clones) end a line.
 */
export function membershipOf(commits: readonly Node[], tips?: readonly string[]): Membership {
  return inOneGo(walkMemberships(commits, tips));
}

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/** `membershipOf` in steps of a few milliseconds each, so that whoever drains it can let others run. */
export function* walkMemberships(
  commits: readonly Node[],
  tips?: readonly string[],
): Generator<undefined, Membership> {
  const index = new ShaIndex(commits.map(({ sha }) => sha));
  for (let i = 0; i < commits.length; i++) {
    index.add(i);
    if (i % STRIDE === STRIDE - 1) yield;
  }
  const merge = new Int32Array(commits.length).fill(-1);
  const parent = new Int32Array(commits.length);
  const walk = new Walk(commits, merge, parent);
  for (let from = 0; from < commits.length; from += STRIDE) {
    walk.findParents(index, from, Math.min(from + STRIDE, commits.length));
    yield;
  }
  for (const tip of tips ?? []) {
    const at = index.get(tip);
    if (at !== undefined) walk.take(at);
  }
  for (const tip of walk.childless()) walk.take(tip);
  return { index, merge, parent };
}

class Walk {
  private readonly commits: readonly Node[];
  private readonly merge: Int32Array;
  private readonly parent: Int32Array;
  private readonly marked: Uint8Array;
  private readonly firstParent: Int32Array;
  /** Further parents: those of commit i are `others` from `start[i]` to `start[i + 1]`. */
  private readonly others: number[] = [];
  private readonly start: Int32Array;
  /** Pending merges: pushed newest first, so that the oldest of the innermost line is popped next. */
  private readonly pending: number[] = [];

  constructor(commits: readonly Node[], merge: Int32Array, parent: Int32Array) {
    this.commits = commits;
    this.merge = merge;
    this.parent = parent;
    this.marked = new Uint8Array(commits.length);
    this.firstParent = new Int32Array(commits.length).fill(-1);
    this.start = new Int32Array(commits.length + 1);
  }

  /** Must have been called for all commits, in their order, before any is taken. */
  findParents(index: ShaIndex, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const { parents } = this.commits[i] as Node;
      if (parents.length > 0) this.firstParent[i] = index.get(parents[0] as string) ?? -1;
      for (let n = 1; n < parents.length; n++) this.others.push(index.get(parents[n] as string) ?? -1);
      this.start[i + 1] = this.others.length;
    }
  }

  childless(): number[] {
    const isParent = new Uint8Array(this.commits.length);
    for (const first of this.firstParent) if (first >= 0) isParent[first] = 1;
    for (const other of this.others) if (other >= 0) isParent[other] = 1;
    const tips: number[] = [];
    for (let i = 0; i < isParent.length; i++) if (isParent[i] === 0) tips.push(i);
    return tips;
  }

  take(tip: number): void {
    this.markLine(tip, -1, 0);
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) {
      const number = this.pending.pop() as number;
      const start = this.others[(this.start[next] as number) + number - 2] as number;
      if (start >= 0) this.markLine(start, next, number);
    }
  }

  /** Marks a line of first parents as brought in by a merge's n-th parent, and leaves its merges pending. */
  private markLine(start: number, bringer: number, number: number): void {
    const { marked, firstParent, merge, parent, pending } = this;
    for (let at = start; at >= 0 && marked[at] === 0; at = firstParent[at] as number) {
      marked[at] = 1;
      merge[at] = bringer;
      parent[at] = number;
      const count = (this.start[at + 1] as number) - (this.start[at] as number);
      for (let n = count + 1; n >= 2; n--) pending.push(n, at);
    }
  }
}
