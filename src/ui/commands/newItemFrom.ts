import { addItem } from '../../core/plan/edits/addItem.ts';
import type { LineKey } from '../../core/plan/model.ts';
import { plainText } from '../../text.ts';
import { askText, chooseSection } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/** Adds an item for what the commits began, named by their first subject; null after a cancel or a refusal. */
export async function newItemFrom(
  needs: CommandNeeds,
  root: string,
  shas: readonly string[],
): Promise<LineKey | null> {
  const { t } = needs.texts;
  const snapshot = needs.tracker.state(root)?.snapshot;
  const first = snapshot?.activity.findLast(({ sha }) => shas.includes(sha));
  const title = await askText(needs, {
    title: t('New Item from These Commits'),
    prompt: t('What did they begin?'),
    value: plainText(first?.subject ?? '', 120),
  });
  if (title === undefined) return null;
  const section = await chooseSection(needs, [{ kind: 'repository', root }], {
    title: t('Add it under which milestone or checkpoint?'),
    milestonesOnly: false,
  });
  if (!section) return null;
  const edit = addItem(section.key, { title: plainText(title) });
  const outcome = await needs.performUntilDone(root, {
    kind: 'edit',
    path: section.state.milestone.path,
    edit,
  });
  return outcome.ok ? outcome.key : null;
}
