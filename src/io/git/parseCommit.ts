import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { Person, RawCommit } from '../../core/history/commit.ts';
import type { GitTime } from '../../core/time.ts';

/** Maps a recorded identity to the one a mailmap names for it. */
export type MapPerson = (recorded: Person) => Person;

const LINE_FEED = 10;
const SPACE = 32;
const GREATER = 62;
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
  readonly #people = new Map<string, Person>();
  readonly #decoders = new Map<string, TextDecoder | null>();

  constructor(mapPerson: MapPerson = (person) => person) {
    this.#mapPerson = mapPerson;
  }

  /** `bytes` is the object's content; no string of the result shares its memory. */
  parse(sha: string, bytes: Buffer): RawCommit {
    const parents: string[] = [];
    let author: Signature | null = null;
    let committer: Signature | null = null;
    let encoding = '';
    let at = 0;
    while (at < bytes.length && bytes[at] !== LINE_FEED) {
      const found = bytes.indexOf(LINE_FEED, at);
      const end = found === -1 ? bytes.length : found;
      switch (bytes[at]) {
        case 0x70: // p
          if (startsWith(bytes, at, 'parent ')) parents.push(bytes.toString('latin1', at + 7, end));
          break;
        case 0x61: // a
          if (startsWith(bytes, at, 'author ')) author = { start: at + 7, end };
          break;
        case 0x63: // c
          if (startsWith(bytes, at, 'committer ')) committer = { start: at + 10, end };
          break;
        case 0x65: // e
          if (startsWith(bytes, at, 'encoding ')) encoding = bytes.toString('latin1', at + 9, end).trim();
          break;
      }
      at = end + 1;
    }
    const decode = this.#decoderFor(encoding, bytes);
    return {
      sha,
      parents,
      author: author === null ? NOBODY : this.#person(bytes, author, decode),
      authorTime: author === null ? NOWHEN : parseTime(bytes, author),
      committer: committer === null ? NOBODY : this.#person(bytes, committer, decode),
      commitTime: committer === null ? NOWHEN : parseTime(bytes, committer),
      message: at + 1 < bytes.length ? decode(bytes, at + 1, bytes.length) : '',
    };
  }

  #person(bytes: Buffer, signature: Signature, decode: Decode): Person {
    const dateStart = afterEmail(bytes, signature);
    const key = decode === utf8 ? bytes.toString('latin1', signature.start, dateStart) : null;
    const known = key === null ? undefined : this.#people.get(key);
    if (known !== undefined) return known;
    const person = this.#mapPerson(splitPerson(decode(bytes, signature.start, dateStart)));
    if (key !== null) this.#people.set(key, person);
    return person;
  }

  #decoderFor(encoding: string, bytes: Buffer): Decode {
    if (encoding !== '' && !/^utf-?8$/i.test(encoding)) {
      const decoder = this.#decoder(encoding);
      if (decoder !== null) return (from, start, end) => decoder.decode(from.subarray(start, end));
    }
    return isUtf8(bytes) ? utf8 : utf8OrWindows;
  }

  #decoder(label: string): TextDecoder | null {
    const known = this.#decoders.get(label);
    if (known !== undefined) return known;
    const decoder = decoderOf(label);
    this.#decoders.set(label, decoder);
    return decoder;
  }
}

/** Half-open range of an identity and its date. */
interface Signature {
  readonly start: number;
  readonly end: number;
}

type Decode = (bytes: Buffer, start: number, end: number) => string;

const utf8: Decode = (bytes, start, end) => bytes.toString('utf8', start, end);

const utf8OrWindows: Decode = (bytes, start, end) => {
  const part = bytes.subarray(start, end);
  return isUtf8(part) ? part.toString('utf8') : new TextDecoder('windows-1252').decode(part);
};

/** Null where the platform does not know the label; the text is then tried as UTF-8. */
function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
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

/** Where the date begins: after the last `>`, as git looks for it. Without one, the whole signature is the name. */
function afterEmail(bytes: Buffer, { start, end }: Signature): number {
  for (let at = end - 1; at >= start; at--) {
    if (bytes[at] === GREATER) return at + 1;
  }
  return end;
}

function splitPerson(text: string): Person {
  const open = text.indexOf('<');
  const close = text.indexOf('>', open);
  if (open === -1 || close === -1) return NOBODY;
  const email = text.slice(open + 1, close).trim();
  return { name: text.slice(0, open).trim(), email };
}

function parseTime(bytes: Buffer, signature: Signature): GitTime {
  const { end } = signature;
  let at = afterEmail(bytes, signature);
  while (at < end && bytes[at] === SPACE) at++;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  const digits = at;
  let seconds = 0;
  for (; at < end && isDigit(bytes[at]); at++) seconds = seconds * 10 + (bytes[at] ?? ZERO) - ZERO;
  if (at === digits || seconds > LAST_SECOND) return NOWHEN;
  return {
    seconds: negative ? -seconds : seconds,
    offsetMinutes: parseZone(bytes.toString('latin1', at, end).trim()),
  };
}

function parseZone(text: string): number {
  const parts = /^([+-])(\d{1,2})(\d{2})$/.exec(text);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  if (minutes > WIDEST_ZONE || minutes === 0) return 0;
  return parts[1] === '-' ? -minutes : minutes;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte < ZERO + 10;
}
