import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import { glanceAt } from '../../core/history/glance.ts';
import { BOT, CommitSegment, SEGMENT, TAGGED } from './commitSegment.ts';

/**
 * Collects commits into the columns of segments of at most `SEGMENT` as they come, and keeps nothing else of them.
 * One instance for one reading, with lists that are emptied and not replaced: to the engine a new list is one of small
 * integers until something else is put in, and code that was compiled for the old ones is thrown away.
 */
export class SegmentBuilder {
  private readonly shas: string[] = [];
  private readonly parents: string[] = [];
  private readonly numbers: number[] = [];
  private readonly subjects: string[] = [];
  private readonly facts: MessageFacts[] = [];
  private people = new Map<Person, number>();
  private branchIds = new Map<number, readonly string[]>();
  private readonly parentStarts = new Uint32Array(SEGMENT + 1);
  private readonly authors = new Uint32Array(SEGMENT);
  private readonly authorSeconds = new Float64Array(SEGMENT);
  private readonly authorOffsets = new Int16Array(SEGMENT);
  private readonly commitSeconds = new Float64Array(SEGMENT);
  private readonly commitOffsets = new Int16Array(SEGMENT);
  private readonly flags = new Uint8Array(SEGMENT);
  private readonly numberStarts = new Uint32Array(SEGMENT + 1);

  get size(): number {
    return this.shas.length;
  }

  add({ sha, parents, author, authorTime, commitTime, subject, facts, bot }: Commit): void {
    const at = this.shas.length;
    this.shas.push(sha);
    for (let next = 0; next < parents.length; next++) this.parents.push(parents[next] as string);
    this.parentStarts[at + 1] = this.parents.length;
    this.authors[at] = this.numberOf(author);
    this.authorSeconds[at] = authorTime.seconds;
    this.authorOffsets[at] = authorTime.offsetMinutes;
    this.commitSeconds[at] = commitTime.seconds;
    this.commitOffsets[at] = commitTime.offsetMinutes;
    this.subjects.push(subject);
    this.facts.push(facts);
    const { tagged, numbers, branchIds } = glanceAt(facts);
    for (let next = 0; next < numbers.length; next++) this.numbers.push(numbers[next] as number);
    this.numberStarts[at + 1] = this.numbers.length;
    if (branchIds.length > 0) this.branchIds.set(at, branchIds);
    this.flags[at] = (bot === true ? BOT : 0) | (tagged ? TAGGED : 0);
  }

  /** The segment of what was added since the last one. */
  build(): CommitSegment {
    const { size } = this;
    const shas = this.shas.slice();
    const subjects = this.subjects.slice();
    const facts = this.facts.slice();
    const columns = {
      shas,
      outside: this.parents.slice(),
      parents: Int32Array.from(this.parents, (_, at) => -1 - at),
      parentStarts: this.parentStarts.slice(0, size + 1),
      people: [...this.people.keys()],
      authors: this.authors.slice(0, size),
      authorSeconds: this.authorSeconds.slice(0, size),
      authorOffsets: this.authorOffsets.slice(0, size),
      commitSeconds: this.commitSeconds.slice(0, size),
      commitOffsets: this.commitOffsets.slice(0, size),
      flags: this.flags.slice(0, size),
      numberStarts: this.numberStarts.slice(0, size + 1),
      numbers: new Uint32Array(this.numbers),
      branchIds: this.branchIds,
    };
    for (const list of [this.shas, this.parents, this.numbers, this.subjects, this.facts]) list.length = 0;
    this.people = new Map();
    this.branchIds = new Map();
    return new CommitSegment(columns, { subjects: () => subjects, facts: () => facts });
  }

  private numberOf(author: Person): number {
    const known = this.people.get(author);
    if (known !== undefined) return known;
    const number = this.people.size;
    this.people.set(author, number);
    return number;
  }
}

/** Some commits, whatever they are made of, as a segment. */
export function segmentOf(commits: readonly Commit[]): CommitSegment {
  const builder = new SegmentBuilder();
  for (const commit of commits) builder.add(commit);
  return builder.build();
}
