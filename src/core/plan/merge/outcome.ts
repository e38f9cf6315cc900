/** What a merge did that is worth saying. The sentence is the surface's; `docs/plan-merge.md` has the rule behind each. */
export type MergeNoteCode =
  /** One side deleted the line, the other edited it: it stays. */
  | 'kept-edited'
  /** One side deleted the line, but it holds one that stays. */
  | 'kept-for-content'
  /** Both sides gave the line an id; one of them stays. */
  | 'two-ids'
  /** Two lines came out with the same id. */
  | 'duplicate-id'
  /** Both sides set the attribute, to different values. */
  | 'attribute'
  /** Both sides changed whether the line is open, done or dropped. */
  | 'state'
  /** Both sides moved the line, to different places. */
  | 'moved-twice'
  /** Both sides reworded the line: markers show both. */
  | 'title-conflict'
  /** Both sides changed the same text between items: markers show both. */
  | 'text-conflict'
  /** The versions were merged line by line, as git does, because they could not be merged as plans. */
  | 'line-merge';

export interface MergeNote {
  readonly code: MergeNoteCode;
  /** What the sentence needs: title, key, kept, other, id, reason. The same whichever side is ours. */
  readonly data: Readonly<Record<string, string>>;
}

export interface MergeOutcome {
  readonly text: string;
  readonly notes: readonly MergeNote[];
  /** How many places of `text` have conflict markers. */
  readonly conflicts: number;
}

/** What stands behind the conflict markers. */
export interface MarkerLabels {
  readonly ours: string;
  readonly theirs: string;
}

export const DEFAULT_LABELS: MarkerLabels = { ours: 'ours', theirs: 'theirs' };
