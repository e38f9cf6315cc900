import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../store/fileSystem.ts';
import { removeDriver, setDriver } from './driverConfig.ts';

/** One clone: any folder in it, and the git directory that its worktrees share. */
export interface Clone {
  readonly folder: string;
  readonly commonDir: string;
}

/**
 * Has git merge the plan files of this clone with Cairn.
 * @param program How Cairn's command line is started, as words of a command
 * @param paths The plan files, relative to the root, or globs of gitattributes(5)
 */
export async function installDriver(
  clone: Clone,
  program: readonly string[],
  paths: readonly string[],
): Promise<void> {
  await setDriver(clone.folder, driverCommand(program));
  await rewriteAttributes(clone, (text) => withBlock(withoutBlock(text), paths));
}

/** Leaves configuration and attributes byte for byte as they were before `installDriver`. */
export async function uninstallDriver(clone: Clone): Promise<void> {
  await rewriteAttributes(clone, withoutBlock);
  await removeDriver(clone.folder);
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
  return `'${word.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
}

const BEGIN = '# Cairn merges these plan files: cairn merge --uninstall takes this away';
const BEGIN_ENDED = `${BEGIN} and the line break before it`;
const END = '# End of what Cairn added';

function withBlock(text: string, paths: readonly string[]): string {
  const needsBreak = text !== '' && !text.endsWith('\n');
  const lines = [needsBreak ? BEGIN_ENDED : BEGIN, ...paths.map((one) => `${pattern(one)} merge=cairn`), END];
  return `${text}${needsBreak ? '\n' : ''}${lines.join('\n')}\n`;
}

function withoutBlock(text: string): string {
  const begin = text.search(/^# Cairn merges these plan files/m);
  const end = text.indexOf(`${END}\n`, begin);
  if (begin === -1 || end === -1) return text;
  const start = text.startsWith(BEGIN_ENDED, begin) ? begin - 1 : begin;
  return text.slice(0, start) + text.slice(end + END.length + 1);
}

/** Anchored at the root; quoted as in C where it holds white space (gitattributes(5)). */
function pattern(file: string): string {
  const anchored = file.startsWith('/') ? file : `/${file}`;
  return /[\s"\\]/.test(anchored) ? JSON.stringify(anchored) : anchored;
}

async function rewriteAttributes({ commonDir }: Clone, change: (text: string) => string): Promise<void> {
  const file = path.join(commonDir, 'info', 'attributes');
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  });
  const after = change(before ?? '');
  if (after === (before ?? '')) return;
  if (after === '') {
    await rm(file);
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, after);
}
