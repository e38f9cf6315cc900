import { InvalidTagError } from '../core/history/tagging.ts';
import { GitError } from '../io/git/gitError.ts';
import { StoreError } from '../io/store/storeError.ts';
import { createTexts, english, escapeHidden } from '../text.ts';
import type { CommandContext } from './command.ts';
import { runAlign } from './commands/align.ts';
import { runCheck } from './commands/check.ts';
import { runDrift } from './commands/drift.ts';
import { runAdd, runDone, runDrop, runSplit, runStart, runStop } from './commands/edits.ts';
import { runHook } from './commands/hook.ts';
import { runLinks } from './commands/links.ts';
import { runMerge, runMergeDriver } from './commands/merge.ts';
import { runNext } from './commands/next.ts';
import { runPlan } from './commands/plan.ts';
import { runReport } from './commands/report.ts';
import { runSnooze } from './commands/snooze.ts';
import { runStatus } from './commands/status.ts';
import { runTag } from './commands/tag.ts';
import type { CommandName } from './commandTable.ts';
import { parseOptions } from './options.ts';
import { readPlace } from './readFacts.ts';
import type { Terminal } from './terminal.ts';
import { USAGE } from './usage.ts';
import { UsageError } from './usageError.ts';

const COMMANDS: Readonly<Record<CommandName, (context: CommandContext) => Promise<number>>> = {
  status: runStatus,
  plan: runPlan,
  links: runLinks,
  drift: runDrift,
  next: runNext,
  check: runCheck,
  tag: runTag,
  start: runStart,
  stop: runStop,
  done: runDone,
  drop: runDrop,
  add: runAdd,
  split: runSplit,
  align: runAlign,
  snooze: runSnooze,
  report: runReport,
  merge: runMergeDriver,
  hook: runHook,
};

/** Runs one command line to its exit status: 0 done, 1 the answer is "no", 2 a problem, said in one line. */
export async function run(args: readonly string[], given: Terminal, version: string): Promise<number> {
  const terminal = escaping(given);
  try {
    const options = parseOptions(args);
    if (options === 'help') terminal.write(USAGE);
    else if (options === 'version') terminal.write(`${version}\n`);
    else if (options.command === 'merge' && options.words.length > 0)
      return await runMerge(options, terminal);
    else {
      const place = await readPlace(options, terminal);
      // A tagged message is what was read, byte for byte.
      const output = options.command === 'tag' ? { ...terminal, write: given.write } : terminal;
      return await COMMANDS[options.command]({
        options,
        place,
        terminal: output,
        texts: createTexts(english),
      });
    }
    return 0;
  } catch (error) {
    if (!isExpected(error)) throw error;
    terminal.warn(`cairn: ${error.message.replaceAll('\n', ' ')}\n`);
    return 2;
  }
}

/** Plans, commits, paths and git's own messages are others' text, which must not steer the terminal. */
const escaping = (terminal: Terminal): Terminal => ({
  ...terminal,
  write: (text) => terminal.write(escapeHidden(text)),
  warn: (text) => terminal.warn(escapeHidden(text)),
});

/** What the system refuses, such as a folder in place of a file or a permission, is no fault of the program. */
const isExpected = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'syscall' in error) ||
  error instanceof InvalidTagError ||
  error instanceof GitError ||
  error instanceof StoreError;
