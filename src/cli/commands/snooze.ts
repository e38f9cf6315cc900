import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import type { CommandContext } from '../command.ts';
import { isoTime, SCHEMA_VERSION } from '../json.ts';
import { performAction } from '../performAction.ts';
import { readFacts } from '../readFacts.ts';
import { UsageError } from '../usageError.ts';

/** `cairn snooze REASON --until ISO`: silences the drift warning of now, with a reason that only I see. */
export async function runSnooze(context: CommandContext): Promise<number> {
  const { options, place, terminal } = context;
  const [reason = ''] = options.words;
  const { until } = options;
  if (until === null || until.seconds <= place.now.seconds) {
    throw new UsageError('cairn snooze takes --until with a date or time to come, such as 2026-12-24');
  }
  const { verdicts } = takeSnapshot(await readFacts(place, options)).drift;
  const episode = verdicts.flatMap((verdict) => (verdict.code === 'not-watching' ? [] : verdict.episode))[0];
  if (episode === undefined)
    throw new UsageError('expected a drift warning to snooze, there is none; see cairn drift');
  await performAction(context, { kind: 'snooze', episode, until, reason });
  const json = { schemaVersion: SCHEMA_VERSION, snoozed: { until: isoTime(until), reason } };
  if (options.json) terminal.write(`${JSON.stringify(json)}\n`);
  return 0;
}
