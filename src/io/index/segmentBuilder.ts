import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import { glanceAt } from '../../core/history/glance.ts';
import { ShaIndex } from '../../core/history/shaIndex.ts';
import { BOT, CommitSegment, SEGMENT, TAGGED } from './commitSegment.ts';

/** Collects at most `SEGMENT` commits into the columns of a segment as they come, and keeps nothing else of them. */
export class SegmentBuilder {
  readonly #shas: string[] = [];
  readonly #parents: string[] = [];
  readonly #parentStarts = new Uint32Array(SEGMENT + 1);
  readonly #people = new Map<Person, number>();
  readonly #authors = new Uint32Array(SEGMENT);
  readonly #authorSeconds = new Float64Array(SEGMENT);
  readonly #authorOffsets = new Int16Array(SEGMENT);
  readonly #commitSeconds = new Float64Array(SEGMENT);
  readonly #commitOffsets = new Int16Array(SEGMENT);
  readonly #flags = new Uint8Array(SEGMENT);
  readonly #numbers: number[] = [];
  readonly #numberStarts = new Uint32Array(SEGMENT + 1);
  readonly #branchIds = new Map<number, readonly string[]>();
  readonly #subjects: string[] = [];
  readonly #facts: MessageFacts[] = [];

  get size(): number {
    return this.#shas.length;
  }

  add({ sha, parents, author, authorTime, commitTime, subject, facts, bot }: Commit): void {
    const at = this.#shas.push(sha) - 1;
    for (const parent of parents) this.#parents.push(parent);
    this.#parentStarts[at + 1] = this.#parents.length;
    this.#authors[at] = this.#numberOf(author);
    this.#authorSeconds[at] = authorTime.seconds;
    this.#authorOffsets[at] = authorTime.offsetMinutes;
    this.#commitSeconds[at] = commitTime.seconds;
    this.#commitOffsets[at] = commitTime.offsetMinutes;
    this.#subjects.push(subject);
    this.#facts.push(facts);
    const { tagged, numbers, branchIds } = glanceAt(facts);
    for (const number of numbers) this.#numbers.push(number);
    this.#numberStarts[at + 1] = this.#numbers.length;
    if (branchIds.length > 0) this.#branchIds.set(at, branchIds);
    this.#flags[at] = (bot === true ? BOT : 0) | (tagged ? TAGGED : 0);
  }

  build(): CommitSegment {
    const subjects = this.#subjects;
    const facts = this.#facts;
    const { size } = this;
    const columns = {
      shas: this.#shas,
      ...this.#placedParents(),
      people: [...this.#people.keys()],
      authors: this.#authors.slice(0, size),
      authorSeconds: this.#authorSeconds.slice(0, size),
      authorOffsets: this.#authorOffsets.slice(0, size),
      commitSeconds: this.#commitSeconds.slice(0, size),
      commitOffsets: this.#commitOffsets.slice(0, size),
      flags: this.#flags.slice(0, size),
      numberStarts: this.#numberStarts.slice(0, size + 1),
      numbers: new Uint32Array(this.#numbers),
      branchIds: this.#branchIds,
    };
    return new CommitSegment(columns, { subjects: () => subjects, facts: () => facts });
  }

  #numberOf(author: Person): number {
    const known = this.#people.get(author);
    if (known !== undefined) return known;
    this.#people.set(author, this.#people.size);
    return this.#people.size - 1;
  }

  #placedParents(): { parentStarts: Uint32Array; parents: Int32Array; outside: readonly string[] } {
    const places = new ShaIndex(this.#shas);
    for (let at = 0; at < this.#shas.length; at++) places.add(at);
    const outside: string[] = [];
    const parents = new Int32Array(this.#parents.length);
    for (const [at, sha] of this.#parents.entries()) parents[at] = places.get(sha) ?? -outside.push(sha);
    return { parentStarts: this.#parentStarts.slice(0, this.size + 1), parents, outside };
  }
}

/** Some commits, whatever they are made of, as a segment. */
export function segmentOf(commits: readonly Commit[]): CommitSegment {
  const builder = new SegmentBuilder();
  for (const commit of commits) builder.add(commit);
  return builder.build();
}
