import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import { glanceAt } from '../../core/history/glance.ts';
import { BOT, CommitSegment, TAGGED } from './commitSegment.ts';

/** Collects commits into the columns of a segment as they come, and keeps nothing else of them. */
export class SegmentBuilder {
  readonly #shas: string[] = [];
  readonly #placeOf = new Map<string, number>();
  readonly #parents: string[] = [];
  readonly #parentStarts: number[] = [0];
  readonly #people = new Map<Person, number>();
  readonly #authors: number[] = [];
  readonly #authorSeconds: number[] = [];
  readonly #authorOffsets: number[] = [];
  readonly #commitSeconds: number[] = [];
  readonly #commitOffsets: number[] = [];
  readonly #flags: number[] = [];
  readonly #numbers: number[] = [];
  readonly #numberStarts: number[] = [0];
  readonly #branchIds = new Map<number, readonly string[]>();
  readonly #subjects: string[] = [];
  readonly #facts: MessageFacts[] = [];

  get size(): number {
    return this.#shas.length;
  }

  add({ sha, parents, author, authorTime, commitTime, subject, facts, bot }: Commit): void {
    const at = this.#shas.push(sha) - 1;
    this.#placeOf.set(sha, at);
    for (const parent of parents) this.#parents.push(parent);
    this.#parentStarts.push(this.#parents.length);
    this.#authors.push(this.#numberOf(author));
    this.#authorSeconds.push(authorTime.seconds);
    this.#authorOffsets.push(authorTime.offsetMinutes);
    this.#commitSeconds.push(commitTime.seconds);
    this.#commitOffsets.push(commitTime.offsetMinutes);
    this.#subjects.push(subject);
    this.#facts.push(facts);
    const { tagged, numbers, branchIds } = glanceAt(facts);
    for (const number of numbers) this.#numbers.push(number);
    this.#numberStarts.push(this.#numbers.length);
    if (branchIds.length > 0) this.#branchIds.set(at, branchIds);
    this.#flags.push((bot === true ? BOT : 0) | (tagged ? TAGGED : 0));
  }

  build(): CommitSegment {
    const subjects = this.#subjects;
    const facts = this.#facts;
    const columns = {
      shas: this.#shas,
      ...this.#placedParents(),
      people: [...this.#people.keys()],
      authors: new Uint32Array(this.#authors),
      authorSeconds: new Float64Array(this.#authorSeconds),
      authorOffsets: new Int16Array(this.#authorOffsets),
      commitSeconds: new Float64Array(this.#commitSeconds),
      commitOffsets: new Int16Array(this.#commitOffsets),
      flags: new Uint8Array(this.#flags),
      numberStarts: new Uint32Array(this.#numberStarts),
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
    const outside: string[] = [];
    const parents = Int32Array.from(this.#parents, (sha) => this.#placeOf.get(sha) ?? -outside.push(sha));
    return { parentStarts: new Uint32Array(this.#parentStarts), parents, outside };
  }
}

/** Some commits, whatever they are made of, as a segment. */
export function segmentOf(commits: readonly Commit[]): CommitSegment {
  const builder = new SegmentBuilder();
  for (const commit of commits) builder.add(commit);
  return builder.build();
}
