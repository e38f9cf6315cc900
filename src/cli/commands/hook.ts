import path from 'node:path';
import { addTag, isAutomaticTagAllowed } from '../../core/history/tagging.ts';
import { ActiveGoalFile } from '../../io/activeGoal.ts';
import { installHook, uninstallHook } from '../../io/hook/commitHook.ts';
import { findHooksFolder } from '../../io/hook/hooksFolder.ts';
import { Launcher } from '../../io/launcher.ts';
import { isOperationUnderWay, rewriteMessage } from '../../io/messageFile.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../usageError.ts';

/** `cairn hook`: sets the commit hook up, takes it away, or is what it calls. */
export async function runHook(context: CommandContext): Promise<number> {
  const { options } = context;
  if (options.words.length > 0) return tagMessage(context);
  return options.uninstall ? uninstall(context) : install(context);
}

/**
 * `cairn hook FILE SOURCE`, as git runs prepare-commit-msg: tags a person's message (`-m`, `-F`, the editor's box) with
 * the active micro-goal, as the editor does. One that is empty yet, is another commit's, or is git's own stays.
 */
async function tagMessage({ options, place, terminal }: CommandContext): Promise<number> {
  const [file = '', source] = options.words;
  const { gitDir } = place.state;
  const { tagKey: key, tagStyle: style } = place.settings;
  if (source !== 'message' || style === 'off' || isOperationUnderWay(gitDir)) return 0;
  const { value: goal } = await new ActiveGoalFile(gitDir).read();
  if (goal === null) return 0;
  await rewriteMessage(path.resolve(terminal.cwd, file), (message) =>
    isAutomaticTagAllowed(message, key) ? addTag(message, { id: goal.id, key, style }) : message,
  );
  return 0;
}

async function install({ place, terminal }: CommandContext): Promise<number> {
  const { root, state, runner } = place;
  const clone = { folder: runner.folder, root: state.root, commonDir: state.commonDir };
  if (state.root === null)
    throw new UsageError('expected a working tree; nobody commits in a bare repository');
  const { folder, kind } = await findHooksFolder(runner, clone);
  if (kind === 'tracked') throw new UsageError(byHand(path.relative(root, folder)));
  await installHook(folder, await new Launcher(place.dataFolder, terminal.program).install(clone));
  const whose = kind === 'shared' ? ', for each repository whose core.hooksPath this is' : '';
  terminal.warn(`cairn: commits are tagged by the hook in ${folder}${whose}\n`);
  return 0;
}

async function uninstall({ place: { state, runner } }: CommandContext): Promise<number> {
  const { root, commonDir } = state;
  const { folder, kind } = await findHooksFolder(runner, { folder: runner.folder, root, commonDir });
  // It is where core.hooksPath led when it was set up.
  const folders = new Set([path.join(commonDir, 'hooks'), ...(kind === 'tracked' ? [] : [folder])]);
  for (const one of folders) await uninstallHook(one);
  return 0;
}

/** Husky runs `.husky/NAME` from `.husky/_`, which it makes itself. */
function byHand(folder: string): string {
  const hooks = path.basename(folder) === '_' ? path.dirname(folder) : folder;
  return (
    `core.hooksPath is ${folder}, in the working tree, where Cairn writes nothing; add to ` +
    `${path.join(hooks, 'prepare-commit-msg')}: if command -v cairn >/dev/null; then cairn hook "$1" "$2" || true; fi`
  );
}
