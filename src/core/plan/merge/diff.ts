/** Edits after which a search is given up: what is left counts as changed. It bounds time and memory. */
const MAX_EDITS = 2000;

/** Indexes of equal elements, ascending on both sides. */
export type Match = readonly [number, number];

/**
 * The elements that two sequences have in common, in order: a longest common subsequence by E. Myers, "An O(ND)
 * Difference Algorithm and Its Variations" (1986), greedy and forward, after common ends are taken off.
 */
export function matchSequences(one: readonly string[], other: readonly string[]): Match[] {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  ) {
    end += 1;
  }
  const head = Array.from({ length: start }, (_, at): Match => [at, at]);
  const middle = matchMiddle(one.slice(start, one.length - end), other.slice(start, other.length - end)).map(
    ([a, b]): Match => [a + start, b + start],
  );
  const tail = Array.from(
    { length: end },
    (_, at): Match => [one.length - end + at, other.length - end + at],
  );
  return [...head, ...middle, ...tail];
}

function matchMiddle(one: readonly string[], other: readonly string[]): Match[] {
  if (one.length === 0 || other.length === 0) return [];
  const limit = Math.min(MAX_EDITS, one.length + other.length);
  const size = 2 * limit + 2;
  const furthest = new Int32Array(size + 1);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(furthest.slice(limit - edits, limit + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = limit + diagonal;
      const down = diagonal === -edits || (diagonal !== edits && less(furthest, at - 1, at + 1));
      let x = down ? (furthest[at + 1] ?? 0) : (furthest[at - 1] ?? 0) + 1;
      let y = x - diagonal;
      while (x < one.length && y < other.length && one[x] === other[y]) {
        x += 1;
        y += 1;
      }
      furthest[at] = x;
      if (x >= one.length && y >= other.length) return backtrack(trace, edits, one.length, other.length);
    }
  }
  return [];
}

function less(values: Int32Array, a: number, b: number): boolean {
  return (values[a] ?? 0) < (values[b] ?? 0);
}

/** `trace[d]` holds the diagonals from -d to d + 1 as they were before step d. */
function backtrack(trace: readonly Int32Array[], edits: number, endX: number, endY: number): Match[] {
  const matches: Match[] = [];
  let x = endX;
  let y = endY;
  for (let step = edits; step > 0; step -= 1) {
    const before = trace[step] ?? new Int32Array(0);
    const diagonal = x - y;
    const at = step + diagonal;
    const down = diagonal === -step || (diagonal !== step && less(before, at - 1, at + 1));
    const fromDiagonal = down ? diagonal + 1 : diagonal - 1;
    const fromX = before[step + fromDiagonal] ?? 0;
    const fromY = fromX - fromDiagonal;
    const startX = down ? fromX : fromX + 1;
    while (x > startX) {
      x -= 1;
      y -= 1;
      matches.push([x, y]);
    }
    x = fromX;
    y = fromY;
  }
  while (x > 0 && y > 0) {
    x -= 1;
    y -= 1;
    matches.push([x, y]);
  }
  return matches.reverse();
}

/**
 * The indexes of a longest strictly increasing subsequence, ascending (patience sorting, O(n log n)). Of a permutation,
 * these are the elements that did not move.
 */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  });
  const longest: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) longest.push(at);
  return longest.reverse();
}
