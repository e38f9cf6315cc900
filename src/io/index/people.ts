import type { Person } from '../../core/history/commit.ts';
import type { Commit } from '../../core/history/facts.ts';
import type { Mailmap } from '../../core/history/mailmap.ts';
import { withAuthors } from './commitSegment.ts';

/** Maps recorded authors by a mailmap and back: the index keeps what was recorded, since the mailmap may change. */
export class PeopleMap {
  readonly #mailmap: Mailmap | null;
  readonly #recorded = new WeakMap<Person, Person>();

  constructor(mailmap: Mailmap | null) {
    this.#mailmap = mailmap;
  }

  /** Meant to be called once for each recorded person: each call makes a person of its own. */
  readonly map = (recorded: Person): Person => {
    const mapped = this.#mailmap?.(recorded) ?? recorded;
    if (mapped === recorded) return recorded;
    const own = { ...mapped };
    this.#recorded.set(own, recorded);
    return own;
  };

  /** What the commit records, of an author that `map` gave. */
  readonly recordedOf = (author: Person): Person => this.#recorded.get(author) ?? author;

  /** The commits with their authors as `next` maps them. */
  remap(commits: readonly Commit[], next: PeopleMap): readonly Commit[] {
    const mapped = new Map<Person, Person>();
    return withAuthors(commits, (author) => {
      const recorded = this.recordedOf(author);
      const known = mapped.get(recorded) ?? next.map(recorded);
      mapped.set(recorded, known);
      return known;
    });
  }
}
