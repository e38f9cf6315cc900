/** At least two words that a longer title begins with are the same title, added to. */
const ADDED_TO = 0.75;

/** How alike two titles are, from 0 to 1: Dice's coefficient over their words, without case and punctuation. */
export function similarity(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    common += 1;
  }
  const alike = (2 * common) / (a.length + b.length);
  return beginsWith(a, b) || beginsWith(b, a) ? Math.max(alike, ADDED_TO) : alike;
}

function beginsWith(longer: readonly string[], shorter: readonly string[]): boolean {
  return shorter.length > 1 && shorter.every((word, index) => longer[index] === word);
}

function wordsOf(title: string): string[] {
  return title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
