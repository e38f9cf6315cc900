import { addDays, civilDateAt } from '../../civilDate.ts';
import type { Instant } from '../../time.ts';
import { type DaysOff, isDayOff } from '../streak.ts';
import type { Work } from './work.ts';

const ALIGNED_COMMITS = 8;
const WORKING_DAYS = 5;

/**
 * Plenty of aligned work, and nothing ticked for five working days since it began: the steps may be too large, or the
 * plan is not kept. Days are counted where the first of the commits was made, so that a journey changes nothing.
 */
export function isStalled(aligned: readonly Work[], daysOff: DaysOff, now: Instant): boolean {
  const first = aligned[0];
  if (first === undefined || aligned.length < ALIGNED_COMMITS) return false;
  const last = civilDateAt({ seconds: now.seconds, offsetMinutes: first.time.offsetMinutes });
  let passed = 0;
  for (let date = civilDateAt(first.time); date < last; date = addDays(date, 1)) {
    if (!isDayOff(daysOff, date)) passed += 1;
    if (passed >= WORKING_DAYS) return true;
  }
  return false;
}
