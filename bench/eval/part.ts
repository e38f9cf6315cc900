/** What every part of the evaluation is given. */
export interface PartOptions {
  /** The folder with the labelled data. */
  readonly data: string;
  /** A folder of clones to read real histories from, or null. */
  readonly repos: string | null;
}

/** One part of the evaluation: prints its figures and says which floors they are under. */
export type Part = (options: PartOptions) => Promise<readonly string[]>;
