import { isLineId, NO_LINE } from '../plan/lineId.ts';
import type { TextChange } from '../plan/planEdit.ts';
import { fixupTarget, isRevertSubject } from './commitKind.ts';
import {
  type MessageLayout,
  type MessageLine,
  parseMessageLayout,
  parseTrailer,
  withoutTrailingSpace,
} from './messageLayout.ts';
import { parseTagLine } from './tags.ts';

/** `trailer` writes `Key: id` where git sees a trailer; `inline` writes ` ^id` at the end of the subject. */
export interface TagForm {
  /** A plan line's id. */
  readonly id: string;
  /** The trailer's key (`cairn.tag.key`), such as `Micro-Goal`. */
  readonly key: string;
  readonly style: 'trailer' | 'inline';
}

/** The id or key would not be read back as one tag: it could write other trailers, or none. */
export class InvalidTagError extends Error {
  override readonly name = 'InvalidTagError';
  readonly part: 'id' | 'key';
  readonly actual: string;

  constructor(part: 'id' | 'key', expected: string, actual: string) {
    super(`A tag's ${part} must be ${expected}; this one is ${JSON.stringify(actual.slice(0, 80))}.`);
    this.part = part;
    this.actual = actual;
  }
}

const KEY = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/**
 * The message with the tag, at most once: a tag that git does not see as a trailer (a squash moves it into the middle)
 * moves to where it does. A message without a subject stays as it is. Below a `---` line git sees no trailers, so the
 * tag stands before it.
 * @throws InvalidTagError
 */
export function addTag(message: string, form: TagForm): string {
  validate(form);
  const layout = parseMessageLayout(message);
  if (!layout) return message;
  if (form.style === 'inline')
    return hasTag(message, form) ? message : insertInline(message, layout, form.id);
  if (layout.trailers !== null) {
    const seen = linesNaming(layout, form, layout.trailers, layout.last);
    if (seen.some((index) => parseTrailer(layout.lines[index]?.text ?? '') !== null)) return message;
  }
  return insertTrailer(removeTag(message, form), form) ?? message;
}

/**
 * The inverse of `addTag`. A line that says more (`Micro-Goal: k3f9 done`) is the author's own claim and stays.
 * @throws InvalidTagError
 */
export function removeTag(message: string, form: TagForm): string {
  validate(form);
  let text = message;
  for (;;) {
    const range = form.style === 'inline' ? inlineRange(text, form.id) : trailerRange(text, form);
    if (!range) return text;
    text = text.slice(0, range.start) + text.slice(range.end);
  }
}

/**
 * Whether the message carries the tag in this style, wherever it stands.
 * @throws InvalidTagError
 */
export function hasTag(message: string, form: TagForm): boolean {
  validate(form);
  if (form.style === 'inline') return inlineRange(message, form.id) !== null;
  const layout = parseMessageLayout(message);
  return layout !== null && linesNaming(layout, form, 0, layout.scissors - 1).length > 0;
}

/**
 * The message after the active goal changed from `from` to `to` (null: none). The new tag takes the old one's place.
 * @throws InvalidTagError
 */
export function replaceTag(
  message: string,
  {
    from,
    to,
    key,
    style,
  }: Omit<TagForm, 'id'> & { readonly from: string | null; readonly to: string | null },
): string {
  if (from === null) return to === null ? message : addTag(message, { id: to, key, style });
  const old = { id: from, key, style };
  if (to === null) return removeTag(message, old);
  const form = { id: to, key, style };
  if (from === to || hasTag(message, form))
    return addTag(from === to ? message : removeTag(message, old), form);
  const range = style === 'inline' ? inlineRange(message, from) : trailerRange(message, old);
  if (!range) return addTag(message, form);
  const written = message.slice(range.start, range.end);
  const at = range.start + written.lastIndexOf(from);
  return addTag(removeTag(message.slice(0, at) + to + message.slice(at + from.length), old), form);
}

/**
 * The one change that takes `before` to `after`, or null: applied to the commit box instead of the whole text, it
 * leaves the caret and the user's text alone. It starts as late as it can.
 */
export function tagEdit(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/**
 * False for messages that git or a host wrote (merge, revert, cherry-pick, squash, fixup, rebase): they carry other
 * commits' tags, and only a person can say that they serve the active goal. False, too, without a subject, and, given
 * the trailer's key, for a message that says it is outside the plan.
 */
export function isAutomaticTagAllowed(message: string, key?: string): boolean {
  const layout = parseMessageLayout(message);
  if (!layout) return false;
  const subject = layout.lines[layout.subject]?.text ?? '';
  if (fixupTarget(subject) !== null || isRevertSubject(subject)) return false;
  if (GENERATED_SUBJECT.test(subject) || GENERATED_BODY.test(message)) return false;
  if (key === undefined) return true;
  return !layout.lines.slice(0, layout.scissors).some(({ kind, text }) => {
    const tag = kind === 'content' ? parseTagLine(text, key) : null;
    return tag !== null && 'outsidePlan' in tag;
  });
}

/** What git, GitHub, GitLab, Bitbucket and Azure DevOps begin the subjects of merges, squashes and undone reverts with. */
const GENERATED_SUBJECT = /^(?:(?:Merge|Merged|Reapply)(?=[ :]|$)|Squashed commit of )/;

/** In comments: what git tells during a rebase, squash, cherry-pick, revert or merge. */
const GENERATED_BODY =
  /^(?:# This is a combination of |# interactive rebase in progress|# You are currently (?:rebas|cherry-pick|revert|edit|split)|# It looks like you may be committing a |This reverts commit |\(cherry picked from commit )/m;

function validate({ id, key }: TagForm): void {
  if (!KEY.test(key))
    throw new InvalidTagError('key', 'letters, digits and hyphens, such as Micro-Goal', key);
  if (id === NO_LINE)
    throw new InvalidTagError('id', `other than "${NO_LINE}", which has a meaning of its own`, id);
  if (!isLineId(id))
    throw new InvalidTagError(
      'id',
      'letters, digits, hyphens and underscores, with a letter among them, such as k3f9',
      id,
    );
}

/** Indices of the lines from `first` to `last` that tag the id, alone or among others. */
function linesNaming({ lines }: MessageLayout, { id, key }: TagForm, first: number, last: number): number[] {
  const found: number[] = [];
  for (let index = first; index <= last; index++) {
    const line = lines[index];
    const tag = line?.kind === 'content' ? parseTagLine(line.text, key) : null;
    if (tag && 'tags' in tag && tag.tags.some((named) => named.id === id)) found.push(index);
  }
  return found;
}

/** Null where the message has no subject. */
function insertTrailer(message: string, { id, key }: TagForm): string | null {
  const layout = parseMessageLayout(message);
  const last = layout?.lines[layout.last];
  if (!layout || !last) return null;
  const lineBreak = message.includes('\r\n') ? '\r\n' : '\n';
  const gap = layout.trailers === null ? lineBreak + lineBreak : lineBreak;
  return `${message.slice(0, last.end)}${gap}${key}: ${id}${message.slice(last.end)}`;
}

/** The last line that is nothing but the tag, with the line break (and the blank line) that `insertTrailer` put before it. */
function trailerRange(message: string, form: TagForm): { start: number; end: number } | null {
  const layout = parseMessageLayout(message);
  if (!layout) return null;
  const { lines } = layout;
  const index = linesNaming(layout, form, 0, layout.scissors - 1)
    .filter((at) => parseTrailer(lines[at]?.text ?? '')?.value === form.id)
    .at(-1);
  if (index === undefined) return null;
  const line = lines[index] as MessageLine;
  const before = lines[index - 1];
  const after = lines[index + 1];
  if (!before) return { start: line.start, end: after?.start ?? line.end };
  const endsParagraph = index === layout.last || after?.kind !== 'content';
  if (before.kind !== 'blank') return { start: before.end, end: line.end };
  if (!endsParagraph) return { start: line.start, end: after?.start ?? line.end };
  return { start: lines[index - 2]?.end ?? before.start, end: line.end };
}

function insertInline(message: string, { lines, subject }: MessageLayout, id: string): string {
  const line = lines[subject] as MessageLine;
  const at = line.start + withoutTrailingSpace(line.text).length;
  return `${message.slice(0, at)} ^${id}${message.slice(at)}`;
}

/** The last `^id` after white space, outside comments, with the white space before it. */
function inlineRange(message: string, id: string): { start: number; end: number } | null {
  const layout = parseMessageLayout(message);
  if (!layout) return null;
  for (let index = layout.scissors - 1; index >= layout.subject; index--) {
    const line = layout.lines[index];
    if (line?.kind !== 'content') continue;
    const found = [...line.text.matchAll(/(?:^|[ \t])\^([A-Za-z0-9][A-Za-z0-9_-]*)/g)]
      .filter(([, named]) => named === id)
      .at(-1);
    if (found) return { start: line.start + found.index, end: line.start + found.index + found[0].length };
  }
  return null;
}
