import type { Person } from '../../core/history/commit.ts';
import type { Commit, MessageFacts } from '../../core/history/facts.ts';
import { toCommit } from '../../core/history/message.ts';

/** What a commit's facts are when its message says nothing: all that a packed commit leaves out. */
const NOTHING: MessageFacts = toCommit(
  {
    sha: '',
    parents: [],
    author: { name: '', email: '' },
    authorTime: { seconds: 0, offsetMinutes: 0 },
    committer: { name: '', email: '' },
    commitTime: { seconds: 0, offsetMinutes: 0 },
    message: '',
  },
  'Micro-Goal',
).facts;

/** Commits in columns: a fifth of their JSON's size, and quick to parse. */
interface Columns {
  readonly shaLength: number;
  /** All shas, one after another. */
  readonly shas: string;
  /** For each commit its one parent's distance in this segment, or its list: distances, and shas from elsewhere. */
  readonly parents: ReadonlyArray<number | ReadonlyArray<number | string>>;
  readonly people: readonly Person[];
  readonly authors: readonly number[];
  readonly authorSeconds: readonly number[];
  readonly authorOffsets: readonly number[];
  readonly commitSeconds: readonly number[];
  readonly commitOffsets: readonly number[];
  readonly subjects: readonly string[];
  /** Distinct facts, without what is as in `NOTHING`. */
  readonly facts: ReadonlyArray<Partial<MessageFacts>>;
  readonly factsOf: readonly number[];
  readonly bots: readonly number[];
}

/** One segment of the index as text. `recordedOf` undoes the mailmap, which may change. */
export function packCommits(commits: readonly Commit[], recordedOf: (author: Person) => Person): string {
  const indexOf = new Map(commits.map(({ sha }, i) => [sha, i]));
  const people = new Interned<Person>();
  const facts = new Interned<Partial<MessageFacts>>();
  const columns: Columns = {
    shaLength: commits[0]?.sha.length ?? 0,
    shas: commits.map(({ sha }) => sha).join(''),
    parents: commits.map(({ parents }, i) => packParents(parents, i, indexOf)),
    people: people.values,
    authors: commits.map(({ author }) => people.add(recordedOf(author))),
    authorSeconds: commits.map(({ authorTime }) => authorTime.seconds),
    authorOffsets: commits.map(({ authorTime }) => authorTime.offsetMinutes),
    commitSeconds: commits.map(({ commitTime }) => commitTime.seconds),
    commitOffsets: commits.map(({ commitTime }) => commitTime.offsetMinutes),
    subjects: commits.map(({ subject }) => subject),
    facts: facts.values,
    factsOf: commits.map((commit) => facts.add(said(commit.facts))),
    bots: commits.flatMap(({ bot }, i) => (bot === true ? [i] : [])),
  };
  return JSON.stringify(columns);
}

/** Undoes `packCommits`. The text must be one of its own: it is not checked here. */
export function unpackCommits(text: string, mapPerson: (recorded: Person) => Person): Commit[] {
  const columns = JSON.parse(text) as Columns;
  const { shaLength, shas, authors, subjects, factsOf } = columns;
  const { authorSeconds, authorOffsets, commitSeconds, commitOffsets } = columns;
  const people = columns.people.map(mapPerson);
  const facts = columns.facts.map((some) => ({ ...NOTHING, ...some }));
  const all = columns.authors.map((_, i) => shas.slice(i * shaLength, (i + 1) * shaLength));
  const bots = new Set(columns.bots);
  return all.map((sha, i) => {
    const authorTime = { seconds: authorSeconds[i] ?? 0, offsetMinutes: authorOffsets[i] ?? 0 };
    const [seconds, offsetMinutes] = [commitSeconds[i] ?? 0, commitOffsets[i] ?? 0];
    const sameTime = seconds === authorTime.seconds && offsetMinutes === authorTime.offsetMinutes;
    return {
      sha,
      parents: unpackParents(columns.parents[i] ?? [], i, all),
      author: people[authors[i] ?? 0] ?? NOBODY,
      authorTime,
      commitTime: sameTime ? authorTime : { seconds, offsetMinutes },
      subject: subjects[i] ?? '',
      facts: facts[factsOf[i] ?? 0] ?? NOTHING,
      bot: bots.has(i),
    };
  });
}

const NOBODY: Person = { name: '', email: '' };

function packParents(
  parents: readonly string[],
  at: number,
  indexOf: ReadonlyMap<string, number>,
): number | Array<number | string> {
  const packed = parents.map((sha) => {
    const index = indexOf.get(sha);
    return index === undefined ? sha : index - at;
  });
  const [only] = packed;
  return packed.length === 1 && typeof only === 'number' ? only : packed;
}

function unpackParents(
  packed: number | ReadonlyArray<number | string>,
  at: number,
  all: readonly string[],
): readonly string[] {
  if (typeof packed === 'number') return [all[at + packed] ?? ''];
  return packed.map((parent) => (typeof parent === 'number' ? (all[at + parent] ?? '') : parent));
}

/** What facts say beyond nothing. */
function said(facts: MessageFacts): Partial<MessageFacts> {
  const some = Object.entries(facts).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== undefined,
  );
  return Object.fromEntries(some) as Partial<MessageFacts>;
}

/** Distinct values, each with its number. */
class Interned<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  add(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
