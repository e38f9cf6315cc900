import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import { type Glance, glanceAt } from '../../core/history/glance.ts';
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

const BOT = 1;
const TAGGED = 2;

/** Commits of a segment: it takes some 5 ms to pack or unpack, and the editor's thread is not held longer. */
export const SEGMENT = 2000;
/** A segment of fewer commits is made one with its neighbours. */
const SMALL = 500;

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

class SegmentCommit implements Commit {
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

/** Some commits, whatever they are made of, as a segment. */
export function segmentOf(commits: readonly Commit[]): CommitSegment {
  const shas = commits.map(({ sha }) => sha);
  const people = new Map<Person, number>();
  const authors = commits.map(({ author }) => {
    const known = people.get(author) ?? people.size;
    people.set(author, known);
    return known;
  });
  const subjects = commits.map(({ subject }) => subject);
  const silent = new Map<string, MessageFacts>();
  const facts = commits.map((commit) => sharedWhereSilent(commit.facts, silent));
  const columns = {
    shas,
    ...parentsOf(commits, shas),
    people: [...people.keys()],
    authors: new Uint32Array(authors),
    authorSeconds: new Float64Array(commits.map(({ authorTime }) => authorTime.seconds)),
    authorOffsets: new Int16Array(commits.map(({ authorTime }) => authorTime.offsetMinutes)),
    commitSeconds: new Float64Array(commits.map(({ commitTime }) => commitTime.seconds)),
    commitOffsets: new Int16Array(commits.map(({ commitTime }) => commitTime.offsetMinutes)),
    ...glancesOf(commits),
  };
  return new CommitSegment(columns, { subjects: () => subjects, facts: () => facts });
}

function glancesOf(
  commits: readonly Commit[],
): Pick<SegmentColumns, 'flags' | 'numberStarts' | 'numbers' | 'branchIds'> {
  const starts = [0];
  const found: number[] = [];
  const branches = new Map<number, readonly string[]>();
  const flags = commits.map(({ bot, facts }, at) => {
    const { tagged, numbers, branchIds } = glanceAt(facts);
    for (const number of numbers) found.push(number);
    starts.push(found.length);
    if (branchIds.length > 0) branches.set(at, branchIds);
    return (bot === true ? BOT : 0) | (tagged ? TAGGED : 0);
  });
  return {
    flags: new Uint8Array(flags),
    numberStarts: new Uint32Array(starts),
    numbers: new Uint32Array(found),
    branchIds: branches,
  };
}

function parentsOf(
  commits: readonly Commit[],
  shas: readonly string[],
): Pick<SegmentColumns, 'parentStarts' | 'parents' | 'outside'> {
  const placeOf = new Map<string, number>();
  for (let at = 0; at < shas.length; at++) placeOf.set(shas[at] as string, at);
  const starts = [0];
  const found: number[] = [];
  const outside: string[] = [];
  for (const { parents } of commits) {
    for (const parent of parents) found.push(placeOf.get(parent) ?? -outside.push(parent));
    starts.push(found.length);
  }
  return { parentStarts: new Uint32Array(starts), parents: new Int32Array(found), outside };
}

/** Most messages say nothing: their facts differ in flags alone, and are kept once. */
function sharedWhereSilent(facts: MessageFacts, silent: Map<string, MessageFacts>): MessageFacts {
  let flags = '';
  for (const value of Object.values(facts)) {
    if (typeof value === 'boolean') flags += value ? 1 : 0;
    else if (value !== null && (!Array.isArray(value) || value.length > 0)) return facts;
  }
  const known = silent.get(flags);
  if (known !== undefined) return known;
  silent.set(flags, facts);
  return facts;
}

/**
 * A history in segments: those that it has of itself, as far as they are whole and in a piece, and new ones of what is
 * between them. So a history that grew differs from what it was in its newest segments alone.
 */
export function* segmentsOf(commits: readonly Commit[]): Generator<CommitSegment> {
  let loose: Commit[] = [];
  for (let at = 0; at < commits.length; ) {
    const whole = wholeSegmentAt(commits, at);
    if (loose.length === SEGMENT || (whole !== null && loose.length > 0)) {
      yield segmentOf(loose);
      loose = [];
    }
    if (whole === null) loose.push(commits[at++] as Commit);
    else {
      yield whole;
      at += whole.commits.length;
    }
  }
  if (loose.length > 0) yield segmentOf(loose);
}

/** The segment whose commits, all of them, stand in the history from a place on; null where there is none. */
function wholeSegmentAt(commits: readonly Commit[], from: number): CommitSegment | null {
  const first = commits[from];
  if (!(first instanceof SegmentCommit) || first.at > 0) return null;
  const { segment } = first;
  if (segment.commits.length < SMALL) return null;
  return segment.commits.every((commit, at) => commit === commits[from + at]) ? segment : null;
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
