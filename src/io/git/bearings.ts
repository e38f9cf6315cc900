import { readFile, stat } from 'node:fs/promises';
import { devNull, homedir } from 'node:os';
import path from 'node:path';
import { isSameList } from '../../core/sameList.ts';
import { errnoOf } from '../store/fileSystem.ts';
import { type Configuration, readConfig } from './readConfig.ts';
import { type Head, readHead, readUpstream, type Upstream } from './readRepository.ts';
import type { GitRunner } from './runner.ts';

/** What each reading of a history begins with. */
export interface Bearings {
  readonly head: Head;
  readonly upstream: Upstream | null;
  readonly configuration: Configuration;
}

/** This working tree's own git directory, and the one that all share. */
export interface GitFolders {
  readonly gitDir: string;
  readonly commonDir: string;
}

/**
 * Asks git, once for as long as the files that git would answer from stay as they are: a window that gets the focus
 * starts no process. `folders` null: asks each time.
 */
export class BearingsReader {
  readonly #runner: GitRunner;
  readonly #folders: GitFolders | null;
  #known: Known | null = null;

  constructor(runner: GitRunner, folders: GitFolders | null) {
    this.#runner = runner;
    this.#folders = folders;
  }

  /** `at` is a commit in place of HEAD. Throws GitError. */
  async read(at?: string): Promise<Bearings> {
    if (at !== undefined || this.#folders === null) return this.#ask(at);
    const known = this.#known;
    const upstream = known?.bearings.upstream ?? null;
    const stamp = await stampOf(this.#folders, upstream);
    const told = known !== null && stamp !== null ? withoutGit(known, stamp) : null;
    const bearings = told ?? (await this.#ask());
    // The stamp is older than the answer, and holds for it where it is one of the same upstream.
    const isOfUpstream = bearings.upstream?.name === upstream?.name;
    this.#known = {
      stamp: isOfUpstream ? stamp : stamp && (await stampSince(this.#folders, stamp, bearings)),
      bearings,
    };
    return bearings;
  }

  async #ask(at?: string): Promise<Bearings> {
    const runner = this.#runner;
    const [head, configuration] = await Promise.all([
      at === undefined ? readHead(runner) : { sha: at, branch: null },
      readConfig(runner),
    ]);
    return { head, configuration, upstream: await readUpstream(runner, head) };
  }
}

interface Known {
  readonly stamp: Stamp | null;
  readonly bearings: Bearings;
}

/** The texts of HEAD and of what it leads to, of the upstream, and all the rest. */
interface Stamp {
  readonly head: ReadonlyArray<string | null>;
  readonly upstream: ReadonlyArray<string | null>;
  readonly rest: string;
}

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * What git would answer where nothing changed, or nothing but the file of HEAD's branch, which holds its commit then
 * (gitrepository-layout(5)). Null where git must be asked: also where no upstream was known, since one may have come.
 */
function withoutGit({ stamp, bearings }: Known, now: Stamp): Bearings | null {
  if (stamp === null || stamp.rest !== now.rest || !isSameList(stamp.upstream, now.upstream)) return null;
  if (isSameList(stamp.head, now.head)) return bearings;
  const { head, upstream } = bearings;
  const [name, text, ...more] = now.head;
  const sha = text?.trim() ?? '';
  const isOnBranch = head.branch !== null && name?.trim() === `ref: refs/heads/${head.branch}`;
  if (!isOnBranch || stamp.head[0] !== name || more.length > 0 || !SHA.test(sha)) return null;
  return head.sha === null || upstream === null ? null : { ...bearings, head: { ...head, sha } };
}

/**
 * The stamp with an upstream that was not known before git was asked. It is younger than the answer, and holds for it
 * where nothing else is different from before, and the upstream is still what git said.
 */
async function stampSince(folders: GitFolders, before: Stamp, { upstream }: Bearings): Promise<Stamp | null> {
  const stamp = await stampOf(folders, upstream);
  if (stamp === null || stamp.rest !== before.rest || !isSameList(stamp.head, before.head)) return null;
  return stamp.upstream.every((text) => text === null || text.trim() === upstream?.sha) ? stamp : null;
}

/** Symbolic references that lead to one another: git follows five (refs/files-backend.c, SYMREF_MAXDEPTH). */
const MOST_STEPS = 5;

/**
 * What HEAD, its branch, the upstream and the configuration are kept in (gitrepository-layout(5), git-config(1)). Null
 * where other files may have a say: a configuration that includes others.
 */
async function stampOf({ gitDir, commonDir }: GitFolders, upstream: Upstream | null): Promise<Stamp | null> {
  const configurations = [
    path.join(commonDir, 'config'),
    path.join(gitDir, 'config.worktree'),
    ...userConfigurations(),
  ];
  const refs = upstream === null ? [] : [`refs/remotes/${upstream.name}`, `refs/heads/${upstream.name}`];
  const head = await headOf({ gitDir, commonDir });
  const [texts, tips, parts] = await Promise.all([
    Promise.all(configurations.map(textOf)),
    Promise.all(refs.map((ref) => textOf(path.join(commonDir, ref)))),
    Promise.all([
      textOf(path.join(commonDir, 'reftable', 'tables.list')),
      changeOf(path.join(commonDir, 'packed-refs')),
    ]),
  ]);
  if (texts.some((text) => /^\s*\[\s*include/im.test(text ?? ''))) return null;
  if ([texts, tips, parts, head].some((all) => all.includes(ODD))) return null;
  return { head, upstream: tips, rest: JSON.stringify([texts, parts]) };
}

async function headOf({ gitDir, commonDir }: GitFolders): Promise<ReadonlyArray<string | null>> {
  const seen: Array<string | null> = [];
  let file = path.join(gitDir, 'HEAD');
  for (let step = 0; step <= MOST_STEPS; step++) {
    const text = await textOf(file);
    seen.push(text);
    const ref = /^ref:\s*(refs\/\S+)/.exec(text ?? '')?.[1];
    if (ref === undefined) break;
    // No name of a reference leads out of the folder (git-check-ref-format(1)).
    if (ref.includes('..')) return [ODD];
    file = path.join(commonDir, ref);
  }
  return seen;
}

function userConfigurations(): readonly string[] {
  const { GIT_CONFIG_GLOBAL, XDG_CONFIG_HOME } = process.env;
  if (GIT_CONFIG_GLOBAL === '' || GIT_CONFIG_GLOBAL === devNull) return [];
  if (GIT_CONFIG_GLOBAL !== undefined) return [GIT_CONFIG_GLOBAL];
  const home = homedir();
  return [
    path.join(home, '.gitconfig'),
    path.join(XDG_CONFIG_HOME || path.join(home, '.config'), 'git/config'),
  ];
}

/** What stands in place of the text of a file that a repository has no reason to have: git is asked each time. */
const ODD = '\0';

/** Larger ones are no configuration and no reference. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Null where there is no such file. A pipe or a device is not opened: reading it may never end. */
async function textOf(file: string): Promise<string | null> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return null;
    return found.isFile() && found.size <= MOST_BYTES ? await readFile(file, 'utf8') : ODD;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** For a file that may be large, and is always replaced as a whole. */
async function changeOf(file: string): Promise<string | null> {
  try {
    const { mtimeNs, ino, size } = await stat(file, { bigint: true });
    return `${mtimeNs} ${ino} ${size}`;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '');
