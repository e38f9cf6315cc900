import { isLineId } from '../plan/lineId.ts';
import type { Tag } from './commit.ts';
import { detach } from './detach.ts';
import { isGeneratedId } from './generatedId.ts';

const CLAIM = /^\^?([A-Za-z0-9_-]{1,100})(?:[ \t]+(done))?$/;
const NONE = /^none(?:[ \t]*\((.{0,500})\)|[ \t]*)$/;

/** What one `Key: …` line says; null where the line says nothing that can be read as a tag. */
export type TagLine = { readonly outsidePlan: string } | { readonly tags: readonly Tag[] };

/**
 * Reads a line as a tag trailer: `Micro-Goal: k3f9`, `Micro-Goal: k3f9 done, p2xa`, `Micro-Goal: none (reason)`. The
 * key's case does not matter, as in git. Indentation is allowed: squashed messages are quoted by it.
 */
export function parseTagLine(line: string, tagKey: string): TagLine | null {
  if (line.length <= tagKey.length || !mayHoldKey(line, tagKey)) return null;
  const text = line.trim();
  const colon = tagKey.length;
  // To read past the end of a string has the engine throw away what it compiled: here and below.
  if (
    colon >= text.length ||
    text.charCodeAt(colon) !== 58 ||
    text.slice(0, colon).toLowerCase() !== tagKey.toLowerCase()
  )
    return null;
  const value = text.slice(colon + 1).trim();
  const none = NONE.exec(value);
  if (none) return { outsidePlan: detach(none[1]?.trim() ?? '') };
  const tags: Tag[] = [];
  for (const part of value.split(',')) {
    const claim = CLAIM.exec(part.trim());
    if (!claim || !isLineId(claim[1] ?? '')) return null;
    tags.push({ id: detach(claim[1] ?? ''), why: 'trailer', done: claim[2] !== undefined, where: 'trailer' });
  }
  return { tags };
}

/** Whether the first letter is the key's: nearly every line is told apart by it. */
function mayHoldKey(line: string, tagKey: string): boolean {
  let at = 0;
  while (at < line.length && line.charCodeAt(at) <= 32) at++;
  return at < line.length && (line.charCodeAt(at) | 32) === (tagKey.charCodeAt(0) | 32);
}

const NO_TAGS: readonly Tag[] = [];

/** `^id` after white space and `[k3f9]` (generated shape only) in one line. */
export function inlineTags(line: string, where: Tag['where']): readonly Tag[] {
  if (!line.includes('^') && !line.includes('[')) return NO_TAGS;
  const tags: Tag[] = [];
  for (let at = line.indexOf('^'); at >= 0; at = line.indexOf('^', at + 1)) {
    if (at > 0 && !isBlank(line.charCodeAt(at - 1))) continue;
    const id = word(line, at + 1);
    if (isLineId(id)) tags.push({ id: detach(id), why: 'inline', done: false, where });
  }
  for (let at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
    if (at + 5 >= line.length || line.charCodeAt(at + 5) !== 93) continue;
    const id = line.slice(at + 1, at + 5);
    if (isGeneratedId(id)) tags.push({ id, why: 'inline', done: false, where });
  }
  return tags;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Letters, digits, `-` and `_` from `start`: a longer run than an id may be is returned cut, one character too long. */
function word(line: string, start: number): string {
  let end = start;
  while (end < line.length && end - start < 102 && isWord(line.charCodeAt(end))) end++;
  return line.slice(start, end);
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 45 ||
    code === 95
  );
}
