import type { KeyResult } from '../plan/model.ts';

type Numbers = Pick<KeyResult, 'from' | 'to' | 'now'>;

/** How much of the way from `from` to `to` is behind `now`, from 0 to 1; null where the line does not name all three. */
export function shareOf({ from, to, now }: Numbers): number | null {
  if (from === null || to === null || now === null) return null;
  if (from === to) return now === to ? 1 : 0;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}

/** The mean of those that can be told; null where none can. */
export function meanShare(keyResults: readonly Numbers[]): number | null {
  const shares = keyResults.map(shareOf).filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
