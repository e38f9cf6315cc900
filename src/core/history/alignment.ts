import type { Commit } from './facts.ts';

/**
 * What a person said about one commit. It names the commit by what survives rebase and cherry-pick: author time,
 * author and subject, or its patch-id.
 */
export interface Alignment {
  /** Author time, seconds since 1970 UTC. */
  readonly authorSeconds: number;
  /** The author's address after the mailmap; case does not matter. */
  readonly email: string;
  readonly subject: string;
  /** Of `git patch-id --stable`, where it was known. */
  readonly patchId?: string;
  readonly verdict: 'accepted' | 'refused' | 'none' | 'withdrawn';
  /**
   * The plan line's id; null with the verdict `none`: the commit is deliberately outside the plan, and with `withdrawn`
   * where that was taken back.
   */
  readonly id: string | null;
  /** The reason given for `none`. */
  readonly reason?: string;
}

/** What was said about one commit; of two entries about the same line the later counts. */
export interface CommitAlignments {
  readonly accepted: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** The reason for standing outside the plan, '' without one; null where nobody said so. */
  readonly outsidePlan: string | null;
}

/** The entry that says `verdict` of a commit. */
export function alignmentFor(
  { author, authorTime, subject }: Pick<Commit, 'author' | 'authorTime' | 'subject'>,
  what: Pick<Alignment, 'verdict' | 'id'> & { readonly reason?: string; readonly patchId?: string },
): Alignment {
  return { authorSeconds: authorTime.seconds, email: author.email.toLowerCase(), subject, ...what };
}

/** The entries that take back all that was said about a commit. They stand beside what they take back: a union merge
 * would bring a removed line back. */
export function withdrawalsOf(
  commit: Pick<Commit, 'author' | 'authorTime' | 'subject'>,
  { accepted, refused, outsidePlan }: CommitAlignments,
): readonly Alignment[] {
  const ids = [...accepted, ...refused, ...(outsidePlan === null ? [] : [null])];
  return ids.map((id) => alignmentFor(commit, { verdict: 'withdrawn', id }));
}

/**
 * Finds the entries of each commit. Entries stand in the order of their file: a union merge may have mixed two
 * branches' lines, so that only entries about the same commit and line can be in each other's way.
 * @param patchIds Patch-ids by sha, of the commits for which they are known.
 */
export function alignmentsOf(
  alignments: readonly Alignment[],
  patchIds: ReadonlyMap<string, string>,
): (commit: Commit) => CommitAlignments | null {
  const byKey = new Map<string, Alignment[]>();
  for (const alignment of alignments) {
    const { authorSeconds, email, subject, patchId } = alignment;
    append(byKey, keyOf(authorSeconds, email, subject), alignment);
    if (patchId !== undefined) append(byKey, patchId, alignment);
  }
  if (byKey.size === 0) return () => null;
  const seconds = new Set(alignments.map(({ authorSeconds }) => authorSeconds));
  return ({ sha, author, authorTime, subject }) => {
    if (patchIds.size === 0 && !seconds.has(authorTime.seconds)) return null;
    const patchId = patchIds.get(sha);
    const named = byKey.get(keyOf(authorTime.seconds, author.email, subject)) ?? [];
    const same = patchId === undefined ? [] : (byKey.get(patchId) ?? []);
    if (named.length + same.length === 0) return null;
    return summaryOf([...same, ...named]);
  };
}

function keyOf(seconds: number, email: string, subject: string): string {
  return `${seconds}\0${email.toLowerCase()}\0${subject}`;
}

function append(map: Map<string, Alignment[]>, key: string, alignment: Alignment): void {
  const known = map.get(key);
  if (known) known.push(alignment);
  else map.set(key, [alignment]);
}

function summaryOf(entries: readonly Alignment[]): CommitAlignments {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  let outsidePlan: string | null = null;
  for (const { verdict, id, reason } of entries) {
    if (verdict === 'none') outsidePlan = reason ?? '';
    else if (verdict === 'withdrawn') {
      if (id === null) outsidePlan = null;
      else for (const ids of [accepted, refused]) ids.delete(id);
    } else if (id !== null) {
      const [into, outOf] = verdict === 'accepted' ? [accepted, refused] : [refused, accepted];
      outOf.delete(id);
      into.add(id);
      if (verdict === 'accepted') outsidePlan = null;
    }
  }
  return { accepted, refused, outsidePlan };
}
