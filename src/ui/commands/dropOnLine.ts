import { moveTo } from '../../core/plan/edits/move.ts';
import type { LineKey } from '../../core/plan/model.ts';
import type { Snapshot } from '../../core/progress/snapshot.ts';
import { linesOfPlan } from '../planLines.ts';
import type { Drop } from '../tree/dragAndDrop.ts';
import { performOnCommits } from './alignment.ts';
import { inform } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/** Commits dropped on a line are aligned with it; a line dropped on a sibling follows it, on a parent is its last. */
export async function dropOnLine(needs: CommandNeeds, { dragged, onto }: Drop): Promise<void> {
  const { t } = needs.texts;
  if (onto.kind !== 'line') return;
  const { root, key } = onto;
  const snapshot = needs.tracker.state(root)?.snapshot;
  const target = snapshot?.byKey.get(key);
  if (!snapshot || !target) return;
  if (dragged.some((one) => one.root !== root))
    return inform(t('Lines and commits stay within their repository.'));

  const shas = dragged.flatMap((one) => (one.kind === 'commit' ? one.sha : []));
  if (shas.length > 0) {
    if ('milestone' in target) return inform(t('Drop commits on a checklist item or a micro-goal.'));
    await performOnCommits(needs, root, { kind: 'align', shas, key });
    return;
  }
  const path = 'milestone' in target ? target.milestone.path : target.item.path;
  const lines = dragged.flatMap((one) => (one.kind === 'line' && one.key !== key ? one.key : []));
  // The last goes first, so that several lines stay in their order directly behind the sibling.
  const where = lines.map((line) => ({
    line,
    where: areSiblings(snapshot, line, key) ? ('after' as const) : ('into' as const),
  }));
  const ordered = where.every((one) => one.where === 'after') ? where.reverse() : where;
  for (const one of ordered) {
    const moved = snapshot.byKey.get(one.line);
    if (!moved || 'milestone' in moved) return inform(t('Milestones and checkpoints are moved in the file.'));
    if (moved.item.path !== path) return inform(t('Lines are moved within one file.'));
    const outcome = await needs.performUntilDone(root, {
      kind: 'edit',
      path,
      edit: moveTo(one.line, { where: one.where, key }),
    });
    if (!outcome.ok) return;
  }
}

function areSiblings(snapshot: Snapshot, a: LineKey, b: LineKey): boolean {
  const parents = new Map(
    linesOfPlan(snapshot).map(({ state, parent, section }) => [state.item.key, parent?.item.key ?? section]),
  );
  const parent = parents.get(a);
  return parent !== undefined && parent === parents.get(b);
}
