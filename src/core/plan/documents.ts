import type { LineKey } from './model.ts';
import type { EditProblem, PlanEdit } from './planEdit.ts';

/**
 * The plan files that are open in this window. A host with no editor (the command line) has none. Edits of an open
 * file go through its buffer, so that undo works and unsaved text is never overwritten.
 */
export interface OpenDocuments {
  /** The buffer's text, unsaved changes included; null when the file is not open. */
  textOf(absolutePath: string): string | null;
  /**
   * Applies `edit` to the buffer and saves it when it was clean; null when the file is not open.
   * @param file null where the file could not be read as a plan
   */
  edit(
    absolutePath: string,
    path: string,
    edit: PlanEdit,
    file: HeldPlanFile | null,
  ): Promise<DocumentEditOutcome | null>;
}

/** A plan file on disk, which no other process of Cairn writes meanwhile. */
export interface HeldPlanFile {
  /**
   * As it was just read, which a clean buffer may not have taken over yet: an edit of the buffer alone would take back
   * what another window wrote.
   */
  readonly text: string;
  /** Makes the edit in the file itself, as it is now, and answers what it has then; null where that was refused. */
  readonly edit: (edit: PlanEdit) => Promise<{ readonly text: string; readonly key: LineKey } | null>;
}

export type DocumentEditOutcome =
  | { readonly ok: true; readonly written: 'saved' | 'pending-save'; readonly key: string }
  | { readonly ok: false; readonly problem: EditProblem };
