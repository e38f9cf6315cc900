import type { LineKey, PlanFile } from './model.ts';

/** Replaces `text.slice(start, end)`; offsets are UTF-16 units of the file's text as it was before any change. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why an edit was refused. The file is untouched. */
export interface EditProblem {
  readonly code:
    | 'line-not-found'
    | 'duplicate-id'
    | 'not-writable'
    | 'invalid-value'
    | 'no-sibling'
    | 'into-itself'
    | 'nothing-to-change'
    | 'file-missing'
    | 'file-exists'
    | 'outside-repository'
    | 'locked'
    | 'write-failed';
  /** What the sentence needs: path, title, expected, actual. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** The refusal of a file that would have to be guessed at, with its first problem as the reason. */
export function notWritable({ path, problems }: PlanFile): EditProblem {
  return { code: 'not-writable', data: { path, reason: problems[0]?.code ?? 'unreadable' } };
}

/**
 * `key` is the edited or added line's key as it will be after the edit, and `after` the file as it will be, where the
 * edit has read it already to see what it does.
 */
export type EditOutcome =
  | {
      readonly ok: true;
      readonly changes: readonly TextChange[];
      readonly key: LineKey;
      readonly after?: PlanFile;
    }
  | { readonly ok: false; readonly problem: EditProblem };

/** An edit is a function of the file as it is when the lock is held, never of what a view showed. */
export type PlanEdit = (file: PlanFile) => EditOutcome;
