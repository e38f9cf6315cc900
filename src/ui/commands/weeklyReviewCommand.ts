import { chooseRoot } from './choose.ts';
import type { Command } from './command.ts';

/** Opens what the week moved as a page to read. */
export const showWeeklyReview: Command = async (needs, targets) => {
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root !== null) await (await needs.features()).weeklyReview.show(root);
};
