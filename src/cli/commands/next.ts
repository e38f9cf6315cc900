import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { plainText } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { readFacts } from '../readFacts.ts';
import { noPlan } from '../readPlan.ts';
import { reportUnread } from '../unreadPlans.ts';

/** `cairn next`: the one line to work on next, and the rule that put it before the others. */
export async function runNext(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const facts = await readFacts(place, options);
  const { next: key, nextWhy, byKey } = takeSnapshot(facts);
  const state = key === null ? undefined : byKey.get(key);
  const item = state && 'item' in state ? state.item : null;
  const message = nextWhy === null ? null : texts.nextWhy(nextWhy);
  if (options.json) {
    const { id, title, path, line } = item ?? {};
    const next = item === null ? null : { id, title, path, line, why: nextWhy, message };
    terminal.write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, next })}\n`);
  } else if (item !== null) {
    const id = item.id === null ? '' : `  ^${item.id}`;
    terminal.write(`${plainText(item.title)}${id}  (${message})\n`);
  }
  if (facts.plan.files.length === 0) terminal.warn(`cairn: ${noPlan(place)}\n`);
  else if (item === null) terminal.warn('cairn: no open line of the plan has its turn\n');
  return reportUnread(facts.plan.files, context);
}
