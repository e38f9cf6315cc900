import path from 'node:path';
import type { DocumentEditOutcome, HeldPlanFile, OpenDocuments } from '../core/plan/documents.ts';
import type { PlanEdit } from '../core/plan/planEdit.ts';
import type { PlanEditResult, PlanStore } from './store/planStore.ts';

interface PlanPlaces {
  readonly root: string;
  readonly documents: OpenDocuments;
  readonly plans: PlanStore;
  /** Told what went wrong after an edit was in place. */
  readonly report: (problem: unknown) => void;
}

/** Edits a plan file (relative to the root, forward slashes): through its buffer where it is open, else on disk. */
export async function editPlan(
  { root, documents, plans, report }: PlanPlaces,
  file: string,
  edit: PlanEdit,
): Promise<DocumentEditOutcome> {
  const absolute = path.join(root, file);
  if (documents.textOf(absolute) !== null) {
    // Two windows that save at once would each overwrite what the other had not seen.
    const held = await plans.hold(file, async (editFile) => {
      const onDisk = await plans.read(file);
      return documents.edit(absolute, file, edit, onDisk?.writable ? heldFile(onDisk.text, editFile) : null);
    });
    if (!held.ok) return held;
    for (const warning of held.warnings) report(warning);
    if (held.result !== null) return held.result;
  }
  const result = await plans.edit(file, edit);
  if (!result.ok) return { ok: false, problem: result.problem };
  for (const warning of result.warnings) report(warning);
  return { ok: true, written: 'saved', key: result.key };
}

const heldFile = (text: string, edit: (edit: PlanEdit) => Promise<PlanEditResult>): HeldPlanFile => ({
  text,
  edit: async (one) => {
    const result = await edit(one);
    return result.ok ? { text: result.file.text, key: result.key } : null;
  },
});
