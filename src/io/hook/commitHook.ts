import { chmod, lstat, mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { quotedWord } from '../launcher.ts';
import { errnoOf } from '../store/fileSystem.ts';
import { StoreError } from '../store/storeError.ts';

const NAME = 'prepare-commit-msg';
const BEFORE = '.before-cairn';
const OURS = '# Cairn tags commits with the active micro-goal: cairn hook --uninstall takes this away.';
const MADE_FOLDER = '# The folder was made for it.';

/** How long a commit waits for Cairn. */
const MOST_SECONDS = 5;

/**
 * Puts Cairn's hook into a folder of hooks (githooks(5), "prepare-commit-msg"). A hook that is there already is kept
 * beside it, and runs first.
 * @param program How Cairn's command line is started, as words of a command
 * @throws StoreError `exists` where there is no place to keep a hook
 */
export async function installHook(folder: string, program: readonly string[]): Promise<void> {
  const madeFolder = (await mkdir(folder, { recursive: true })) !== undefined;
  const hook = path.join(folder, NAME);
  const present = await presentHook(hook);
  const keeps = present === 'other';
  if (keeps) await keep(hook);
  const made = madeFolder || (present === 'ours' && (await readFile(hook, 'utf8')).includes(MADE_FOLDER));
  const draft = `${hook}.cairn-new`;
  try {
    await writeFile(draft, hookText(program, made));
    await chmod(draft, 0o755);
    await rename(draft, hook);
  } catch (error) {
    await rm(draft, { force: true });
    if (keeps) await rename(hook + BEFORE, hook);
    throw error;
  }
}

/**
 * Leaves the folder as it was before `installHook`, byte for byte; one without Cairn's hook as it is.
 * @throws StoreError `exists` where another hook has taken the place of Cairn's since, which kept one
 */
export async function uninstallHook(folder: string): Promise<void> {
  const hook = path.join(folder, NAME);
  const present = await presentHook(hook);
  const kept = await exists(hook + BEFORE);
  if (present === 'other' && kept) {
    const message = `expected Cairn's hook at ${hook}, found another: put ${hook + BEFORE} back by hand, or remove it`;
    throw new StoreError('exists', hook, message);
  }
  if (present !== 'ours') return;
  const madeFolder = (await readFile(hook, 'utf8')).includes(MADE_FOLDER);
  if (kept) await rename(hook + BEFORE, hook);
  else await rm(hook);
  if (madeFolder) {
    await rmdir(folder).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOTEMPTY') throw error;
    });
  }
}

async function presentHook(hook: string): Promise<'none' | 'ours' | 'other'> {
  if (!(await exists(hook))) return 'none';
  const text = await readFile(hook, 'latin1').catch((error: unknown) => {
    // A link to nothing is a hook of somebody's all the same.
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  });
  return text.includes(OURS) ? 'ours' : 'other';
}

async function keep(hook: string): Promise<void> {
  if (await exists(hook + BEFORE)) {
    const message = `expected no file at ${hook + BEFORE}, where the hook of now would be kept: move it away`;
    throw new StoreError('exists', hook, message);
  }
  await rename(hook, hook + BEFORE);
}

/** A symbolic link is there whether or not it leads anywhere. */
async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Whatever becomes of Cairn, the commit goes on: its exit status is not asked, and one that does not end is ended. The
 * process that watches holds none of git's pipes, and ends with the nap that it takes.
 */
function hookText(program: readonly string[], madeFolder: boolean): string {
  return `#!/bin/sh
${OURS}
# A hook that was here before is kept beside it, as ${NAME}${BEFORE}, and runs first.
${madeFolder ? `${MADE_FOLDER}\n` : ''}if [ -x "$0${BEFORE}" ]; then
  "$0${BEFORE}" "$@" || exit
fi
${program.map(quotedWord).join(' ')} hook "$1" "$2" </dev/null &
cairn=$!
(
  trap 'kill "$nap"; exit' TERM
  sleep ${MOST_SECONDS} &
  nap=$!
  wait "$nap" && kill -9 "$cairn"
) </dev/null >/dev/null 2>&1 &
watch=$!
wait "$cairn"
kill "$watch" 2>/dev/null
exit 0
`;
}
