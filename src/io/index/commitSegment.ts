import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import type { Glance } from '../../core/history/glance.ts';
import type { GitTime } from '../../core/time.ts';

/** What the messages of a segment say; unpacked when it is first asked for. */
export interface Messages {
  readonly subjects: () => readonly string[];
  readonly facts: () => readonly MessageFacts[];
}

/** Of each commit, at its place. */
export interface SegmentColumns {
  readonly shas: readonly string[];
  /** The parents of a commit are the `parents` from its own start to the next one's. */
  readonly parentStarts: Uint32Array;
  /** A place in this segment; below 0, `outside[-1 - parent]`. */
  readonly parents: Int32Array;
  readonly outside: readonly string[];
  readonly people: readonly Person[];
  readonly authors: Uint32Array;
  readonly authorSeconds: Float64Array;
  readonly authorOffsets: Int16Array;
  readonly commitSeconds: Float64Array;
  readonly commitOffsets: Int16Array;
  /** `BOT` and `TAGGED`. */
  readonly flags: Uint8Array;
  /** The numbers that a message names are the `numbers` from its own start to the next one's. */
  readonly numberStarts: Uint32Array;
  readonly numbers: Uint32Array;
  /** By place, ids in the name of the branch that a commit merges. */
  readonly branchIds: ReadonlyMap<number, readonly string[]>;
}

export const BOT = 1;
export const TAGGED = 2;

/** Commits of a segment: it takes some 5 ms to pack or unpack, and the editor's thread is not held longer. */
export const SEGMENT = 2000;
/**
 * Some commits of a history in columns, in which a hundred thousand take a third of the memory that as many objects
 * would, leave nothing for the garbage collector to move, and are read from the disk as they lie there.
 */
export class CommitSegment {
  readonly columns: SegmentColumns;
  readonly messages: Messages;
  readonly commits: readonly Commit[];

  constructor(columns: SegmentColumns, messages: Messages) {
    this.columns = columns;
    this.messages = messages;
    this.commits = columns.shas.map((sha, at) => new SegmentCommit(sha, this, at));
  }
}

/** One of its commits: a view of its place in the columns. */
export class SegmentCommit implements Commit {
  readonly sha: string;
  readonly segment: CommitSegment;
  readonly at: number;

  constructor(sha: string, segment: CommitSegment, at: number) {
    this.sha = sha;
    this.segment = segment;
    this.at = at;
  }

  get parents(): readonly string[] {
    const { parentStarts, parents, shas, outside } = this.segment.columns;
    const found: string[] = [];
    const end = parentStarts[this.at + 1] as number;
    for (let next = parentStarts[this.at] as number; next < end; next++) {
      const parent = parents[next] as number;
      found.push((parent < 0 ? outside[-1 - parent] : shas[parent]) as string);
    }
    return found;
  }

  get author(): Person {
    const { people, authors } = this.segment.columns;
    return people[authors[this.at] as number] as Person;
  }

  get authorTime(): GitTime {
    const { authorSeconds, authorOffsets } = this.segment.columns;
    return timeOf(authorSeconds[this.at], authorOffsets[this.at]);
  }

  get commitTime(): GitTime {
    const { commitSeconds, commitOffsets } = this.segment.columns;
    return timeOf(commitSeconds[this.at], commitOffsets[this.at]);
  }

  get subject(): string {
    return this.segment.messages.subjects()[this.at] as string;
  }

  get facts(): MessageFacts {
    return this.segment.messages.facts()[this.at] as MessageFacts;
  }

  get bot(): boolean {
    return ((this.segment.columns.flags[this.at] as number) & BOT) > 0;
  }

  get glance(): Glance {
    const { flags, numberStarts, numbers, branchIds } = this.segment.columns;
    const start = numberStarts[this.at] as number;
    const end = numberStarts[this.at + 1] as number;
    return {
      tagged: ((flags[this.at] as number) & TAGGED) > 0,
      numbers: part(numbers, start, end),
      branchIds: branchIds.get(this.at) ?? NONE,
    };
  }
}

const NONE: readonly never[] = [];

/** A loop: views of typed arrays cost more than the few numbers in them. */
function part(numbers: Uint32Array, start: number, end: number): readonly number[] {
  if (start === end) return NONE;
  const found: number[] = [];
  for (let at = start; at < end; at++) found.push(numbers[at] as number);
  return found;
}

function timeOf(seconds: number | undefined, offsetMinutes: number | undefined): GitTime {
  return { seconds: seconds as number, offsetMinutes: offsetMinutes as number };
}

/** The same commits, with other authors. */
export function withAuthors(
  commits: readonly Commit[],
  authorOf: (author: Person) => Person,
): readonly Commit[] {
  const changed = new Map<CommitSegment, CommitSegment>();
  return commits.map((commit) => {
    if (!(commit instanceof SegmentCommit)) return { ...commit, author: authorOf(commit.author) };
    const { segment, at } = commit;
    const known = changed.get(segment) ?? withPeople(segment, segment.columns.people.map(authorOf));
    changed.set(segment, known);
    return known.commits[at] as Commit;
  });
}

function withPeople(segment: CommitSegment, people: readonly Person[]): CommitSegment {
  if (people.every((person, at) => person === segment.columns.people[at])) return segment;
  return new CommitSegment({ ...segment.columns, people }, segment.messages);
}
