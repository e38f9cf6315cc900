/** How the first reading of a long history is followed, and given up. */
export interface FirstReading {
  /** Aborted once the person gave it up: then the plan alone is read. */
  readonly stop: AbortSignal;
  /** Told now and then how many commits were read so far. */
  readonly progress: (commits: number) => void;
}
