import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from './gitError.ts';
import type { GitRunner } from './runner.ts';

/** Where a repository is, and what is unusual about it. */
export interface RepositoryState {
  /** The working tree's root; null in a bare repository, or where the folder is not inside the working tree. */
  readonly root: string | null;
  /** This working tree's own git directory. */
  readonly gitDir: string;
  /** The directory shared by all worktrees; equal to `gitDir` in the main one. */
  readonly commonDir: string;
  readonly bare: boolean;
  readonly linkedWorktree: boolean;
}

export async function readState(runner: GitRunner): Promise<RepositoryState> {
  const args = [
    'rev-parse',
    '--is-bare-repository',
    '--is-inside-work-tree',
    '--path-format=absolute',
    '--git-dir',
    '--git-common-dir',
  ];
  const lines = (await runner.text(args)).split('\n');
  const [bareText, insideText, gitDir, commonDir] = lines;
  if (gitDir === undefined || commonDir === undefined || lines.length !== 4) {
    const arrived = `expected 4 lines, got ${lines.length}; a folder's name may contain a line break.`;
    throw new GitError({ code: 'unexpected-output', args, folder: runner.folder, arrived });
  }
  const bare = bareText === 'true';
  const root = bare || insideText !== 'true' ? null : await readRoot(runner);
  return { root, gitDir, commonDir, bare, linkedWorktree: gitDir !== commonDir };
}

/** Null where `core.worktree` points at a folder that is no working tree: a repository's own word cannot move its root. */
async function readRoot(runner: GitRunner): Promise<string | null> {
  const root = await runner.text(['rev-parse', '--path-format=absolute', '--show-toplevel']);
  return existsSync(join(root, '.git')) ? root : null;
}

/** What HEAD is. */
export interface Head {
  /** Null before the first commit. */
  readonly sha: string | null;
  /** The branch's short name, `release/2.0`; null where HEAD is detached. */
  readonly branch: string | null;
}

/** Throws GitError also where HEAD's commit or branch is lost: that is no history without commits. */
export async function readHead(runner: GitRunner): Promise<Head> {
  const [sha, branch] = await Promise.all([resolve(runner, 'HEAD^{commit}'), readBranch(runner)]);
  return { sha: sha ?? (await requireUnborn(runner)), branch };
}

/** What `git log` says tells a branch without commits from a broken one, which `rev-parse` answers alike. */
async function requireUnborn(runner: GitRunner): Promise<string | null> {
  try {
    const args = ['log', '-1', '--format=%H', '--no-ext-diff', '--no-textconv'];
    const sha = (await runner.text(args)).trim();
    if (SHA.test(sha)) return sha;
    const arrived = 'expected HEAD to be a commit, got another object.';
    throw new GitError({ code: 'missing-object', args, folder: runner.folder, arrived });
  } catch (error) {
    if (error instanceof GitError && error.stderr.includes('does not have any commits yet')) return null;
    throw error;
  }
}

async function readBranch(runner: GitRunner): Promise<string | null> {
  const { status, stdout } = await runner.run(['symbolic-ref', '--quiet', 'HEAD'], { statuses: [1] });
  const ref = stdout.toString('utf8').trim();
  return status === 0 && ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

/** The commit that `name` (a branch, tag, sha, `HEAD~3`) means. Throws GitError 'unknown-revision' where there is none. */
export async function resolveCommit(runner: GitRunner, name: string): Promise<string> {
  const sha = await resolve(runner, `${name}^{commit}`);
  if (sha !== null) return sha;
  const args = ['rev-parse', '--verify', '--end-of-options', name];
  const arrived = `expected a commit named ${JSON.stringify(name)}, found none.`;
  throw new GitError({ code: 'unknown-revision', args, folder: runner.folder, arrived });
}

const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** The object id that a name has, whether or not the object is here; null where there is none. */
export async function resolve(runner: GitRunner, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  const { status, stdout } = await runner.run(args, { statuses: [1] });
  // Before git 2.30 rev-parse echoes --end-of-options.
  const sha = stdout.toString('latin1').trim().split('\n').at(-1) ?? '';
  if (status !== 0) return null;
  if (SHA.test(sha)) return sha;
  const arrived = `expected an object id, got ${JSON.stringify(sha.slice(0, 80))}.`;
  throw new GitError({ code: 'unexpected-output', args, folder: runner.folder, arrived });
}

/** The branch that HEAD's branch is compared with. */
export interface Upstream {
  /** `origin/main`. */
  readonly name: string;
  readonly sha: string;
}

/** The configured upstream of HEAD's branch, or null where there is none, or none that was fetched. */
export async function readUpstream(runner: GitRunner, head: Head): Promise<Upstream | null> {
  if (head.sha === null || head.branch === null) return null;
  const args = ['for-each-ref', '--format=%(upstream)', `refs/heads/${head.branch}`];
  const [ref = ''] = (await runner.text(args)).split('\n');
  const sha = ref === '' ? null : await resolve(runner, `${ref}^{commit}`);
  if (sha === null) return null;
  return { name: ref.replace(/^refs\/(remotes|heads)\//, ''), sha };
}
