import { plainText } from '../../text.ts';
import type { LineInPlan } from '../planLines.ts';
import { chooseLine, inform, openRoots } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';

const isOpen = ({ state }: LineInPlan): boolean => !state.item.done;

export const start: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseLine(needs, targets, {
    title: t('Start which micro-goal?'),
    none: t('Nothing in the plan is open.'),
    accepts: isOpen,
  });
  if (line) await needs.perform(line.root, { kind: 'start', key: line.key });
};

export const stop: Command = async (needs, targets) => {
  const root = targets[0]?.root ?? activeRoot(needs);
  if (root === null) inform(needs.texts.t('No micro-goal is active.'));
  else await needs.perform(root, { kind: 'stop' });
};

/** Ticks every selected line; without one, the one that is picked, the active micro-goal first. */
export const done: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const lines = targets.filter((target) => target.kind === 'line');
  if (lines.length > 0) {
    for (const { root, key } of lines) await needs.perform(root, { kind: 'tick', key });
    return;
  }
  const line = await chooseLine(needs, [], {
    title: t('What is done?'),
    none: t('Nothing in the plan is open.'),
    accepts: isOpen,
  });
  if (line) await needs.perform(line.root, { kind: 'tick', key: line.key });
};

export const untick: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseLine(needs, targets, {
    title: t('What is not done after all?'),
    none: t('Nothing in the plan is done.'),
    accepts: ({ state }) => state.item.done,
  });
  if (line) await needs.perform(line.root, { kind: 'untick', key: line.key });
};

/** Accepts the claim of a commit, or of a finished list of micro-goals, that an item is done. */
export const acceptProposal: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const line = await chooseLine(needs, targets, {
    title: t('Accept which proposal?'),
    none: t('Nothing is proposed as done.'),
    accepts: ({ state }) => state.proposal !== null && !state.item.done,
  });
  if (line) await needs.perform(line.root, { kind: 'tick', key: line.key });
};

/** Shows a line in the Milestones tree. */
export const reveal: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const [target] = targets;
  const root = target?.root;
  const section =
    target?.kind === 'line' ? needs.tracker.state(target.root)?.snapshot?.byKey.get(target.key) : undefined;
  const line =
    target?.kind === 'line' && section && 'milestone' in section
      ? { root: target.root, key: target.key }
      : await chooseLine(needs, targets, {
          title: t('Show which line?'),
          none: t('The plan has no lines yet.'),
          accepts: () => true,
        });
  if (line && !(await needs.trees().reveal(line.root, line.key))) {
    inform(t('The line is no longer in the plan: it was changed or removed meanwhile.'));
    if (root !== undefined) await needs.tracker.refresh(root);
  }
};

export function activeRoot(needs: CommandNeeds): string | null {
  return openRoots(needs, false).find(({ snapshot }) => snapshot.active !== null)?.root ?? null;
}

/** The active micro-goal's title, or null. */
export function activeTitle(needs: CommandNeeds): string | null {
  const active = openRoots(needs, false).find(({ snapshot }) => snapshot.active)?.snapshot.active;
  return active ? plainText(active.title) : null;
}
