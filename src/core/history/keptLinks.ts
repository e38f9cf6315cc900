import { changedItems } from '../plan/changedItems.ts';
import { isSameList } from '../sameList.ts';
import type { Commit } from './facts.ts';
import { grownBy } from './grownBy.ts';
import type { Links } from './linkDrafts.ts';
import { Linker, type LinkInputs } from './links.ts';

/** The links of one history after another: where it only went on, none but those of its new commits are derived. */
export class KeptLinks {
  #last: Linked | null = null;

  /** What `linkCommits` derives; in steps, of which the last leaves nothing to do. */
  *update(inputs: LinkInputs): Generator<undefined, Links> {
    const { commits, changes } = inputs;
    const { commits: history } = commits;
    const { size } = changes;
    const last = this.#last;
    const fresh = last && freshCommits(last, inputs);
    const linker = last && fresh ? last.linker : new Linker(inputs);
    const links =
      last && fresh
        ? joined(last.links, linker.linkMore(inputs, last.links, fresh, last.changes))
        : yield* linker.linkAll();
    // Between the steps another reading may have taken the index further: its links are kept, not these.
    if (commits.commits === history) this.#last = { inputs, commits: history, changes: size, linker, links };
    yield;
    return links;
  }
}

interface Linked {
  readonly inputs: LinkInputs;
  /** As they were then: the index goes on with the history. */
  readonly commits: readonly Commit[];
  /** How many commits had changes then; what was read since stands behind. */
  readonly changes: number;
  readonly linker: Linker;
  readonly links: Links;
}

/** More new commits than that are derived with all others. */
const MOST_FRESH = 500;

/** The commits that are new, where no link of an older one can be another now: the linker goes on. Else null. */
function freshCommits(last: Linked, now: LinkInputs): readonly Commit[] | null {
  const { inputs: before, linker } = last;
  const isSame =
    before.commits === now.commits &&
    before.pullRequests === now.pullRequests &&
    before.branch === now.branch &&
    before.remote === now.remote &&
    before.patchIds === now.patchIds &&
    before.changes === now.changes &&
    isSameList(before.planCommits, now.planCommits) &&
    JSON.stringify(before.alignments) === JSON.stringify(now.alignments);
  if (!isSame || linker.asksForBranch) return null;
  const changed = changedItems(before.plan, now.plan);
  if (!changed?.every((one) => linker.linksAlike(one))) return null;
  const fresh = grownBy(last.commits, now.commits.commits);
  if (fresh === null || fresh.length > MOST_FRESH) return null;
  // A merged branch may link what it brought in; a pull request, all of its commits.
  const isAlone = ({ sha, facts }: Commit) => facts.mergedBranch === null && !now.pullRequests.has(sha);
  if (!fresh.every(isAlone)) return null;
  linker.takeItems(changed.map((one) => one.now));
  return fresh;
}

function joined(before: Links, more: Links): Links {
  if (more.size === 0) return before;
  const links = new Map(before);
  for (const [sha, link] of more) links.set(sha, link);
  return links;
}
