/** From where to where a key result goes, and where it stands; null where the line names no number. */
export interface KeyResultNumbers {
  readonly from: number | null;
  readonly to: number | null;
  readonly now: number | null;
}

const NUMBER = '([-+]?\\d{1,15}(?:[.,]\\d{1,9})?)';
const RANGE = new RegExp(`${NUMBER}\\s{0,9}%?\\s{0,9}(?:->|→|=>)\\s{0,9}${NUMBER}`);
const NOW = new RegExp(`\\(\\s{0,9}now:?\\s{0,9}${NUMBER}`, 'i');

/** Reads `complaints 14 -> 0 (now 9)`, percentages and decimals (`0,5` too) included. */
export function readKeyResultNumbers(title: string): KeyResultNumbers {
  const range = RANGE.exec(title);
  const now = NOW.exec(title);
  return { from: numberOf(range?.[1]), to: numberOf(range?.[2]), now: numberOf(now?.[1]) };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text.replace(',', '.'));
}
