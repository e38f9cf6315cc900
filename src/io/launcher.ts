import { mkdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside, realpathOfMissing } from './personal/personalPlace.ts';
import { diskFileSystem, errnoOf } from './store/fileSystem.ts';
import { PRIVATE_MODE, replaceByDraft, writeDraft } from './store/safeWrite.ts';
import { StoreError } from './store/storeError.ts';

/** One clone: any folder in it, its working tree's root, and the git directory that its worktrees share. */
export interface Clone {
  readonly folder: string;
  readonly root: string | null;
  readonly commonDir: string;
}

const FILE = 'cairn.sh';

/**
 * A script in the user's data folder that starts this command line. Git's configuration and hooks name it, because the
 * folders of an extension, of Node and of the editor go with their updates, and no repository may write it.
 */
export class Launcher {
  readonly #file: string;
  readonly #text: string;

  /** @param program How Cairn's command line is started now, as words of a command */
  constructor(dataFolder: string, program: readonly string[]) {
    this.#file = path.join(dataFolder, FILE);
    this.#text =
      '#!/bin/sh\n# How git finds Cairn, which rewrites this file when it has moved.\n' +
      `exec ${program.map(quotedWord).join(' ')} "$@"\n`;
  }

  /**
   * Makes it, or makes it anew.
   * @returns The words that start it, for a shell
   * @throws StoreError `outside` where it would stand in the clone's own working tree
   */
  async install({ root, commonDir }: Clone): Promise<readonly string[]> {
    const folder = path.dirname(this.#file);
    const real = await realpathOfMissing(diskFileSystem, folder);
    const holds = async (place: string) => isInside(await realpath(place), real);
    if (root !== null && (await holds(root)) && !(await holds(commonDir))) {
      const message = `expected a data folder outside ${root}, got ${folder}: set CAIRN_HOME to a folder elsewhere`;
      throw new StoreError('outside', this.#file, message);
    }
    await mkdir(folder, { recursive: true });
    await this.#write();
    return ['sh', this.#file];
  }

  /** Renews it where it was installed and leads elsewhere. */
  async keep(): Promise<void> {
    const before = await readFile(this.#file, 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (before !== null && before !== this.#text) await this.#write();
  }

  async #write(): Promise<void> {
    const bytes = new TextEncoder().encode(this.#text);
    const draft = await writeDraft(diskFileSystem, this.#file, bytes, PRIVATE_MODE);
    await replaceByDraft(diskFileSystem, draft, (problem) => {
      throw problem;
    });
  }
}

/** One word for the shell. */
export function quotedWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
