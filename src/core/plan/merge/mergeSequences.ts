import { matchSequences } from './diff.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A part of a three-way merge, with where it stands in each version. `same` is equal in all three; `one` and `two` are
 * what that version made of it while the other left it alone (`one` too where both made the same); `conflict` is what
 * both changed.
 */
export interface Chunk {
  readonly kind: 'same' | 'one' | 'two' | 'conflict';
  readonly base: Range;
  readonly one: Range;
  readonly two: Range;
}

/** Three-way merge of sequences: S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3" (2007). */
export function mergeSequences(
  base: readonly string[],
  one: readonly string[],
  two: readonly string[],
): Chunk[] {
  const inOne = new Map(matchSequences(base, one));
  const inTwo = new Map(matchSequences(base, two));
  const chunks: Chunk[] = [];
  let at = { base: 0, one: 0, two: 0 };
  const changedUntil = (end: typeof at) => {
    const chunk = {
      base: { start: at.base, end: end.base },
      one: { start: at.one, end: end.one },
      two: { start: at.two, end: end.two },
    };
    if (Object.values(chunk).some((range) => range.end > range.start))
      chunks.push(...judged(base, one, two, chunk));
    at = end;
  };
  for (let index = 0; index < base.length; index += 1) {
    const oneIndex = inOne.get(index);
    const twoIndex = inTwo.get(index);
    if (oneIndex === undefined || twoIndex === undefined) continue;
    changedUntil({ base: index, one: oneIndex, two: twoIndex });
    chunks.push({
      kind: 'same',
      base: { start: index, end: index + 1 },
      one: { start: oneIndex, end: oneIndex + 1 },
      two: { start: twoIndex, end: twoIndex + 1 },
    });
    at = { base: index + 1, one: oneIndex + 1, two: twoIndex + 1 };
  }
  changedUntil({ base: base.length, one: one.length, two: two.length });
  return chunks;
}

type Ranges = Omit<Chunk, 'kind'>;

function judged(
  base: readonly string[],
  one: readonly string[],
  two: readonly string[],
  chunk: Ranges,
): Chunk[] {
  if (isEqual(one, chunk.one, two, chunk.two)) return [{ kind: 'one', ...chunk }];
  if (isEqual(base, chunk.base, one, chunk.one)) return [{ kind: 'two', ...chunk }];
  if (isEqual(base, chunk.base, two, chunk.two)) return [{ kind: 'one', ...chunk }];
  return narrowed(one, two, chunk);
}

/** Takes off what both versions begin and end with. */
function narrowed(one: readonly string[], two: readonly string[], chunk: Ranges): Chunk[] {
  let head = 0;
  const most = Math.min(lengthOf(chunk.one), lengthOf(chunk.two));
  while (head < most && one[chunk.one.start + head] === two[chunk.two.start + head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[chunk.one.end - 1 - tail] === two[chunk.two.end - 1 - tail]) tail += 1;
  const before = { start: chunk.base.start, end: chunk.base.start };
  const behind = { start: chunk.base.end, end: chunk.base.end };
  const middle: Chunk = {
    kind: 'conflict',
    base: chunk.base,
    one: { start: chunk.one.start + head, end: chunk.one.end - tail },
    two: { start: chunk.two.start + head, end: chunk.two.end - tail },
  };
  const common = (base: Range, from: (range: 'one' | 'two') => Range): Chunk => ({
    kind: 'one',
    base,
    one: from('one'),
    two: from('two'),
  });
  return [
    ...(head > 0 ? [common(before, (side) => ({ start: chunk[side].start, end: middle[side].start }))] : []),
    middle,
    ...(tail > 0 ? [common(behind, (side) => ({ start: middle[side].end, end: chunk[side].end }))] : []),
  ];
}

function isEqual(one: readonly string[], a: Range, other: readonly string[], b: Range): boolean {
  if (lengthOf(a) !== lengthOf(b)) return false;
  for (let at = 0; at < lengthOf(a); at += 1) if (one[a.start + at] !== other[b.start + at]) return false;
  return true;
}

function lengthOf({ start, end }: Range): number {
  return end - start;
}
