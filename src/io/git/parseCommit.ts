import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { Person, RawCommit } from '../../core/history/commit.ts';
import type { GitTime } from '../../core/time.ts';

/** Maps a recorded identity to the one a mailmap names for it. */
export type MapPerson = (recorded: Person) => Person;

export interface CommitParserOptions {
  readonly mapPerson?: MapPerson | undefined;
  /** Characters that stand in front of each line of a message; default 0. */
  readonly margin?: number;
}

const LINE_FEED = 10;
const SPACE = 32;
const GREATER = 62;
const PLUS = 43;
const MINUS = 45;
const ZERO = 48;

/** The last second that a `Date` can hold; git itself shows later ones as 1970. */
const LAST_SECOND = 8_640_000_000_000;
/** The widest zones in use are -12:00 and +14:00. */
const WIDEST_ZONE = 14 * 60;

const NOWHEN: GitTime = { seconds: 0, offsetMinutes: 0 };
const NOBODY: Person = { name: '', email: '' };

/**
 * Parses commit objects (format: git's Documentation, "gitformat-commit"; `fsck` tolerates all that is tolerated
 * here), to what `git log` shows. Never throws: a missing or garbled date is 1970 UTC, a zone nobody lives in is UTC,
 * an identity without an address is empty, of two authors the last one counts, and text that is neither in the
 * declared encoding nor UTF-8 is read as Windows-1252.
 * One instance for one history: it keeps each identity once.
 */
export class CommitParser {
  readonly #mapPerson: MapPerson;
  readonly #margin: number;
  readonly #people = new Map<string, Person>();
  readonly #decoders = new Map<string, TextDecoder | null>();

  constructor({ mapPerson = (person) => person, margin = 0 }: CommitParserOptions = {}) {
    this.#mapPerson = mapPerson;
    this.#margin = margin;
  }

  /** The object's content is `bytes` from `start` to `end`; no string of the result shares its memory. */
  parse(sha: string, bytes: Buffer, start = 0, end = bytes.length): RawCommit {
    const parents: string[] = [];
    let author: Signature | null = null;
    let committer: Signature | null = null;
    let decode = utf8;
    let at = start;
    // Git walks no commit that does not begin so, and takes no parent from further below.
    if (startsWith(bytes, at, 'tree ')) at += 6 + sha.length;
    while (startsWith(bytes, at, 'parent ')) {
      parents.push(bytes.toString('latin1', at + 7, at + 7 + sha.length));
      at += 8 + sha.length;
    }
    while (at < end && bytes[at] !== LINE_FEED) {
      const found = bytes.indexOf(LINE_FEED, at);
      const lineEnd = found === -1 || found > end ? end : found;
      switch (bytes[at]) {
        case 0x61: // a
          if (startsWith(bytes, at, 'author ')) author = signature(bytes, at + 7, lineEnd);
          break;
        case 0x63: // c
          if (startsWith(bytes, at, 'committer ')) committer = signature(bytes, at + 10, lineEnd);
          break;
        case 0x65: // e
          if (startsWith(bytes, at, 'encoding '))
            decode = this.#decodeAs(bytes.toString('latin1', at + 9, lineEnd));
          break;
      }
      at = lineEnd + 1;
    }
    const authorTime = author === null ? NOWHEN : parseTime(bytes, author);
    const commitTime = committer === null ? NOWHEN : parseTime(bytes, committer);
    return {
      sha,
      parents,
      author: author === null ? NOBODY : this.#person(bytes, author, decode),
      authorTime,
      committer: committer === null ? NOBODY : this.#person(bytes, committer, decode),
      commitTime: sameTime(authorTime, commitTime) ? authorTime : commitTime,
      message: at + 1 < end ? decode(bytes, at + 1, end) : '',
      margin: this.#margin,
    };
  }

  #person(bytes: Buffer, { start, dateStart }: Signature, decode: Decode): Person {
    const key = decode === utf8 ? bytes.toString('latin1', start, dateStart) : null;
    const known = key === null ? undefined : this.#people.get(key);
    if (known !== undefined) return known;
    const person = this.#mapPerson(splitPerson(decode(bytes, start, dateStart)));
    if (key !== null) this.#people.set(key, person);
    return person;
  }

  #decodeAs(label: string): Decode {
    if (/^utf-?8$/i.test(label.trim())) return utf8;
    const decoder = this.#decoder(label.trim());
    return decoder === null ? utf8 : (bytes, start, end) => decoder.decode(bytes.subarray(start, end));
  }

  #decoder(label: string): TextDecoder | null {
    const known = this.#decoders.get(label);
    if (known !== undefined) return known;
    const decoder = decoderOf(label);
    this.#decoders.set(label, decoder);
    return decoder;
  }
}

/** Where an identity and its date stand. */
interface Signature {
  readonly start: number;
  /** After the last `>`, where git looks for the date; `end` where there is none. */
  readonly dateStart: number;
  readonly end: number;
}

function signature(bytes: Buffer, start: number, end: number): Signature {
  let dateStart = end;
  while (dateStart > start && bytes[dateStart - 1] !== GREATER) dateStart--;
  return { start, dateStart: dateStart === start ? end : dateStart, end };
}

type Decode = (bytes: Buffer, start: number, end: number) => string;

const utf8: Decode = (bytes, start, end) => {
  const text = bytes.toString('utf8', start, end);
  // Most text is ASCII, in which the engine finds no replacement character without looking.
  return text.includes('\ufffd') ? utf8OrWindows(bytes.subarray(start, end)) : text;
};

function utf8OrWindows(part: Buffer): string {
  return isUtf8(part) ? part.toString('utf8') : new TextDecoder('windows-1252').decode(part);
}

/** What iconv, and so git, calls otherwise than the web does. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['eucjp', 'euc-jp'],
  ['euckr', 'euc-kr'],
  ['latin-9', 'iso-8859-15'],
]);

/**
 * Null where the platform does not know the label, or no commit can be written so, since its header is ASCII; the text
 * is then tried as UTF-8.
 */
function decoderOf(label: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(LABELS.get(label.toLowerCase()) ?? label);
    return decoder.encoding.startsWith('utf-16') ? null : decoder;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function startsWith(bytes: Buffer, at: number, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) {
    if (bytes[at + i] !== ascii.charCodeAt(i)) return false;
  }
  return true;
}

function splitPerson(text: string): Person {
  const open = text.indexOf('<');
  const close = text.indexOf('>', open);
  if (open === -1 || close === -1) return NOBODY;
  const email = text.slice(open + 1, close).trim();
  return { name: text.slice(0, open).trim(), email };
}

function sameTime(one: GitTime, other: GitTime): boolean {
  return one.seconds === other.seconds && one.offsetMinutes === other.offsetMinutes;
}

function parseTime(bytes: Buffer, { dateStart, end }: Signature): GitTime {
  let at = dateStart;
  while (at < end && bytes[at] === SPACE) at++;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  const digits = at;
  let seconds = 0;
  for (; at < end && isDigit(bytes[at]); at++) seconds = seconds * 10 + (bytes[at] ?? ZERO) - ZERO;
  if (at === digits || seconds > LAST_SECOND) return NOWHEN;
  return { seconds: negative ? -seconds : seconds, offsetMinutes: parseZone(bytes, at, end) };
}

/** ` +hhmm`, or UTC where it is anything else. */
function parseZone(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === SPACE) at++;
  const sign = bytes[at++];
  if (end - at !== 4 || (sign !== PLUS && sign !== MINUS)) return 0;
  let hhmm = 0;
  for (; at < end; at++) {
    if (!isDigit(bytes[at])) return 0;
    hhmm = hhmm * 10 + (bytes[at] ?? ZERO) - ZERO;
  }
  const minutes = Math.trunc(hhmm / 100) * 60 + (hhmm % 100);
  if (minutes > WIDEST_ZONE || minutes === 0) return 0;
  return sign === MINUS ? -minutes : minutes;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte < ZERO + 10;
}
