/** Time as data. Core never reads a clock: whoever calls it says what time it is. */

/** As git records it. `offsetMinutes` is east of UTC. */
export interface GitTime {
  /** Seconds since 1970-01-01T00:00:00Z; may be negative. */
  readonly seconds: number;
  readonly offsetMinutes: number;
}

/** The viewer's now: what `takeSnapshot` and everything below it are given. */
export type Instant = GitTime;

/** A civil date, `YYYY-MM-DD`. Plain strings: they compare and sort as text. */
export type CivilDate = string;
