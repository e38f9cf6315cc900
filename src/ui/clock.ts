import type { Instant } from '../core/time.ts';

/** The viewer's now, at the offset that the machine has now. */
export const now = (): Instant => ({
  seconds: Math.floor(Date.now() / 1000),
  offsetMinutes: -new Date().getTimezoneOffset(),
});
