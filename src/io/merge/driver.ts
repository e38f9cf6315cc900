import { type Clone, quotedWord } from '../launcher.ts';
import { withBlock, withoutBlock } from './addedBlock.ts';
import { attributeLines } from './attributeLines.ts';
import { rewriteAttributes, rewriteConfig } from './gitFiles.ts';

/**
 * Has git merge the plan files of this clone with Cairn, those that are added later included.
 * @param program How Cairn's command line is started, as words of a command
 * @param globs What the plan files match (`planGlobs`)
 */
export async function installDriver(
  { commonDir }: Clone,
  program: readonly string[],
  globs: readonly string[],
): Promise<void> {
  const section = configLines(driverCommand(program)).map(asBytes);
  const attributes = attributeLines(globs, 'merge', 'cairn').map(asBytes);
  // Attributes that name a driver there is none of are passed over by git: so the driver comes first.
  await rewriteConfig(commonDir, (text) => withBlock(withoutBlock(text), section));
  await rewriteAttributes(commonDir, (text) => withBlock(withoutBlock(text), attributes));
}

/** Leaves configuration and attributes byte for byte as they were before `installDriver`. */
export async function uninstallDriver({ commonDir }: Clone): Promise<void> {
  await rewriteAttributes(commonDir, withoutBlock);
  await rewriteConfig(commonDir, (text) => withoutBlock(text) ?? '');
}

/**
 * What git runs. A driver that cannot start, or dies, would leave our side as the result, with nothing to show that
 * theirs is missing: then git's own merge of lines takes over, and its markers show.
 */
export function driverCommand(program: readonly string[]): string {
  const merge = [...program.map(quoted), 'merge %O %A %B %P'].join(' ');
  return (
    `${merge} || { grep -q '^<<<<<<< ' %A && exit 1; ` +
    'git merge-file -L ours -L base -L theirs %A %O %B && exit 0; exit 1; }'
  );
}

/** For the shell, and for git, to which a percent sign is the beginning of a placeholder. */
function quoted(word: string): string {
  return quotedWord(word).replaceAll('%', '%%');
}

/** As in git-config(1), "Syntax". A driver without a name works, a name without a driver stops every merge. */
function configLines(command: string): string[] {
  const value = (text: string) => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
  return [
    '[merge "cairn"]',
    `\tdriver = ${value(command)}`,
    `\tname = ${value('Cairn: plans, item by item')}`,
  ];
}

/** Git's files are read and written with each byte as a character. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
