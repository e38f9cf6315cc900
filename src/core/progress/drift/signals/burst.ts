import type { Instant } from '../../../time.ts';
import type { Signal } from '../../snapshot.ts';
import { SECONDS_PER_DAY } from '../watching.ts';
import type { Work } from '../work.ts';

const SPELL_DAYS = 14;
const LEAST_COMMITS = 15;
/** How much more than before is a burst, and how much less movement is slow. */
const TIMES = 2;

/** At least twice the commits of the two weeks before, and at most half the movements. */
export function burstSignal(mine: readonly Work[], now: Instant): Extract<Signal, { code: 'burst' }> | null {
  const spell = SPELL_DAYS * SECONDS_PER_DAY;
  const between = (from: number, to: number) =>
    mine.filter(
      ({ time, exclusion, movements }) =>
        from < time.seconds && time.seconds <= to && (exclusion === null || movements.length > 0),
    );
  const recent = between(now.seconds - spell, now.seconds);
  const before = between(now.seconds - 2 * spell, now.seconds - spell);
  const [movements, movementsBefore] = [movementsIn(recent), movementsIn(before)];
  if (recent.length < LEAST_COMMITS || before.length === 0 || recent.length < TIMES * before.length)
    return null;
  if (movementsBefore === 0 || movements * TIMES > movementsBefore) return null;
  const commits = recent.map(({ sha }) => sha);
  return { code: 'burst', commits, commitsBefore: before.length, movements, movementsBefore };
}

function movementsIn(works: readonly Work[]): number {
  return works.filter(({ movements }) => movements.length > 0).length;
}
