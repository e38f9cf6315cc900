import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { weeklyReview } from '../../core/progress/weeklyReview.ts';
import { renderWeeklyReview } from '../../reviewTexts.ts';
import type { CommandContext } from '../command.ts';
import { readFacts } from '../readFacts.ts';
import { noPlan } from '../readPlan.ts';
import { reportUnread } from '../unreadPlans.ts';
import { UsageError } from '../usageError.ts';

/** `cairn report --week`: what my last seven days moved, as Markdown. */
export async function runReport(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  if (!options.week) throw new UsageError('cairn report takes --week; see cairn --help');
  const facts = await readFacts(place, options);
  terminal.write(renderWeeklyReview(weeklyReview(takeSnapshot(facts), facts.personal, place.now), texts));
  if (facts.plan.files.length === 0) terminal.warn(`cairn: ${noPlan(place)}\n`);
  return reportUnread(facts.plan.files, context);
}
