/**
 * A commit message as git reads it when it looks for trailers. The rules are those of git's `trailer.c` and
 * `ignore_non_trailer()` (git 2.39): what `git interpret-trailers --parse` sees depends on each of them.
 */

/** Offsets are UTF-16 units; `end` is before the line break, and before carriage returns in front of it. */
export interface MessageLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: 'blank' | 'comment' | 'content';
}

export interface MessageLayout {
  readonly lines: readonly MessageLine[];
  /** Index of the subject's first line. */
  readonly subject: number;
  /** Index of the last line of the body: what follows is comments, blank lines, a patch, or below the scissors. */
  readonly last: number;
  /** Index of the first line of the trailer block, where the body ends with one; else null. */
  readonly trailers: number | null;
  /** Index of the scissors line (else the number of lines): nothing from there on is committed. */
  readonly scissors: number;
}

/** A commit takes white space behind it away before git looks for it. */
const SCISSORS = '# ------------------------ >8 ------------------------';
const SPACE: ReadonlySet<string> = new Set([' ', '\t', '\r']);
const BLANK = /^[ \t\r]*$/;
/** Separates the message from a patch, in `git am` and `git interpret-trailers`. A commit ends its last line. */
const DIVIDER = /^---(?:[ \t\r\n]|$)/;
const TRAILER = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/s;
const GIT_GENERATED = /^(?:Signed-off-by: |\(cherry picked from commit )/;

/** Null for a message without a subject: empty, or nothing but comments and white space. */
export function parseMessageLayout(message: string): MessageLayout | null {
  const lines = splitLines(message);
  const scissors = indexOrEnd(lines, ({ text }) => withoutTrailingSpace(text) === SCISSORS);
  const subject = lines.findIndex(({ kind }) => kind === 'content');
  if (subject === -1 || subject >= scissors) return null;
  const divider = indexOrEnd(lines, ({ start, text }) =>
    DIVIDER.test(message.slice(start, start + text.length + 1)),
  );
  // With nothing in front of it, the divider line is the subject.
  const end = divider > subject ? Math.min(divider, scissors) : scissors;
  const last = lastBodyLine(lines, subject, end);
  return { lines, subject, last, trailers: trailerBlock(lines, subject, last), scissors };
}

/** `Key: value` as git's trailers are written, or null. The value is trimmed as git trims. */
export function parseTrailer(line: string): { readonly key: string; readonly value: string } | null {
  const [, key, value] = TRAILER.exec(line) ?? [];
  return key === undefined || value === undefined
    ? null
    : { key, value: trimStart(withoutTrailingSpace(value)) };
}

/** White space is what git takes for it: never a no-break space, which is text. */
export function withoutTrailingSpace(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.has(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && SPACE.has(text[start] ?? '')) start++;
  return text.slice(start);
}

function splitLines(message: string): MessageLine[] {
  const lines: MessageLine[] = [];
  for (let start = 0; start <= message.length; ) {
    const lineFeed = message.indexOf('\n', start);
    const next = lineFeed === -1 ? message.length : lineFeed;
    let end = next;
    while (end > start && message[end - 1] === '\r') end--;
    const text = message.slice(start, end);
    lines.push({
      start,
      end,
      text,
      kind: text.startsWith('#') ? 'comment' : BLANK.test(text) ? 'blank' : 'content',
    });
    start = next + 1;
  }
  return lines;
}

function indexOrEnd(lines: readonly MessageLine[], test: (line: MessageLine) => boolean): number {
  const index = lines.findIndex(test);
  return index === -1 ? lines.length : index;
}

/** Git ignores comments, blank lines and an old-style `Conflicts:` list at the end. */
function lastBodyLine(lines: readonly MessageLine[], subject: number, end: number): number {
  let last = subject;
  let ignorableFrom: number | null = null;
  let inConflicts = false;
  for (let index = subject + 1; index < end; index++) {
    const line = lines[index];
    if (!line) break;
    if (line.text === 'Conflicts:') {
      inConflicts = true;
      ignorableFrom ??= index;
    } else if (line.kind === 'content' && !(inConflicts && line.text.startsWith('\t'))) {
      inConflicts = false;
      ignorableFrom = null;
      last = index;
    } else {
      ignorableFrom ??= index;
    }
  }
  return ignorableFrom === null ? last : lastContent(lines, subject, ignorableFrom);
}

function lastContent(lines: readonly MessageLine[], subject: number, end: number): number {
  let index = end - 1;
  while (index > subject && lines[index]?.kind !== 'content') index--;
  return index;
}

/**
 * The last paragraph is a trailer block when it is not the subject and either all its lines are trailers, or one is
 * of git's own making and at least a quarter are trailers.
 */
function trailerBlock(lines: readonly MessageLine[], subject: number, last: number): number | null {
  let trailers = 0;
  let others = 0;
  let continuations = 0;
  let recognised = false;
  for (let index = last; index > subject; index--) {
    const line = lines[index];
    if (!line || line.kind === 'blank') {
      others += continuations;
      const isBlock = (recognised && trailers * 3 >= others) || (trailers > 0 && others === 0);
      return isBlock ? index + 1 : null;
    }
    if (line.kind === 'comment') {
      others += continuations;
      continuations = 0;
    } else if (GIT_GENERATED.test(line.text) || TRAILER.test(line.text)) {
      trailers++;
      continuations = 0;
      recognised ||= GIT_GENERATED.test(line.text);
    } else if (/^[ \t]/.test(line.text)) {
      continuations++;
    } else {
      others += 1 + continuations;
      continuations = 0;
    }
  }
  return null;
}
