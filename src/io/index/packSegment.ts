import type { Person } from '../../core/history/commit.ts';
import type { MessageFacts } from '../../core/history/facts.ts';
import { toCommit } from '../../core/history/message.ts';
import { ShaIndex } from '../../core/history/shaIndex.ts';
import { type Column, PackedColumns, packColumns } from './columns.ts';
import { CommitSegment, type Messages, type SegmentColumns } from './commitSegment.ts';

/** What a commit's facts are when its message says nothing: all that packed facts leave out. */
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

/** The columns of numbers, as they are in memory. */
const NUMBERS = {
  parentStarts: Uint32Array,
  parents: Int32Array,
  authors: Uint32Array,
  authorSeconds: Float64Array,
  authorOffsets: Int16Array,
  commitSeconds: Float64Array,
  commitOffsets: Int16Array,
  flags: Uint8Array,
  numberStarts: Uint32Array,
  numbers: Uint32Array,
} as const;

/** What is told of a segment as a whole. */
interface Words {
  readonly outside: readonly string[];
  readonly people: readonly Person[];
  readonly branchIds: ReadonlyArray<readonly [place: number, ids: readonly string[]]>;
}

/** One segment of the index as bytes. `recordedOf` undoes the mailmap, which may change. */
export function packSegment(
  { columns, messages }: CommitSegment,
  recordedOf: (author: Person) => Person,
): Buffer {
  const { shas, people, branchIds } = columns;
  const { parents, outside } = placedParents(columns);
  const words: Words = { outside, people: people.map(recordedOf), branchIds: [...branchIds] };
  const facts = new Distinct<Partial<MessageFacts>>();
  const factsOf = Uint32Array.from(messages.facts(), (one) => facts.add(said(one)));
  const placed = { ...columns, parents };
  const numbers = Object.keys(NUMBERS).map((name) => [name, placed[name as keyof typeof NUMBERS]] as const);
  return packColumns({
    ...(Object.fromEntries(numbers) as Record<string, Column>),
    shas: Buffer.from(shas.join(''), 'hex'),
    words: json(words),
    subjects: json(messages.subjects()),
    facts: json(facts.values),
    factsOf,
  });
}

/** Parents as places among the shas, where they are: while commits are read there is no time to look. */
function placedParents({ shas, parents, outside }: SegmentColumns): {
  parents: Int32Array;
  outside: readonly string[];
} {
  const places = new ShaIndex(shas);
  for (let at = 0; at < shas.length; at++) places.add(at);
  const elsewhere: string[] = [];
  const placed = parents.map((parent) => {
    if (parent >= 0) return parent;
    const sha = outside[-1 - parent] as string;
    return places.get(sha) ?? -elsewhere.push(sha);
  });
  return { parents: placed, outside: elsewhere };
}

/** Undoes `packSegment`. The bytes must be of its own: they are not checked here. */
export function unpackSegment(bytes: Buffer, mapPerson: (recorded: Person) => Person): CommitSegment {
  const packed = new PackedColumns(bytes);
  const words = parse<Words>(packed.bytes('words'));
  const numbers = Object.entries(NUMBERS).map(([name, Class]) => [
    name,
    packed.numbers(name, Class as never),
  ]);
  return new CommitSegment(
    {
      ...(Object.fromEntries(numbers) as Pick<SegmentColumns, keyof typeof NUMBERS>),
      shas: unpackShas(packed),
      outside: words.outside,
      people: words.people.map(mapPerson),
      branchIds: new Map(words.branchIds),
    },
    messagesOf(packed),
  );
}

function unpackShas(packed: PackedColumns): string[] {
  const count = packed.bytes('flags').length;
  const text = packed.bytes('shas').toString('hex');
  const length = text.length / count;
  return Array.from({ length: count }, (_, at) => text.slice(at * length, (at + 1) * length));
}

function messagesOf(packed: PackedColumns): Messages {
  let subjects: readonly string[] | null = null;
  let facts: readonly MessageFacts[] | null = null;
  return {
    subjects() {
      subjects ??= parse<readonly string[]>(packed.bytes('subjects'));
      return subjects;
    },
    facts() {
      facts ??= unpackFacts(packed);
      return facts;
    },
  };
}

function unpackFacts(packed: PackedColumns): MessageFacts[] {
  const distinct = parse<ReadonlyArray<Partial<MessageFacts>>>(packed.bytes('facts'));
  const whole = distinct.map((some) => ({ ...NOTHING, ...some }));
  return Array.from(packed.numbers('factsOf', Uint32Array), (at) => whole[at] as MessageFacts);
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const parse = <T>(bytes: Buffer): T => JSON.parse(bytes.toString('utf8')) as T;

/** What facts say beyond nothing. */
function said(facts: MessageFacts): Partial<MessageFacts> {
  const some = Object.entries(facts).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== undefined,
  );
  return Object.fromEntries(some) as Partial<MessageFacts>;
}

/** Distinct values, each with its number. */
class Distinct<T> {
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
