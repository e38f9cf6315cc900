import * as vscode from 'vscode';
import { plainText } from '../../text.ts';
import type { GitApi, GitChange, GitRepository } from '../gitExtension.ts';
import { inform } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/** `Status` of the git extension's API, as `diffBetween` gives it. */
const ADDED = 1;
const DELETED = 6;

/** Opens a commit in the editor's own diff of several files. `known` is its subject, for one that is not recent. */
export async function showCommit(
  needs: CommandNeeds,
  root: string,
  sha: string,
  known?: string,
): Promise<void> {
  const { t } = needs.texts;
  const { api } = needs.git;
  const repository = needs.git.repository(root);
  if (!api || !repository)
    return inform(t('The git extension does not know this repository, so commits cannot be opened.'));
  const subject =
    known ?? needs.tracker.state(root)?.snapshot?.activity.find((entry) => entry.sha === sha)?.subject ?? '';
  const changes = await changesOf(repository, sha);
  if (!changes) return openByGit(needs, repository, sha);
  if (changes.length === 0) return inform(t('The commit {0} changes no file.', sha.slice(0, 7)));
  const resources = changes.map((change) => sidesOf(api, change, sha));
  await vscode.commands.executeCommand(
    'vscode.changes',
    `${sha.slice(0, 7)} ${plainText(subject, 80)}`.trim(),
    resources,
  );
}

/** null for what has no parent to compare with, a repository's first commit. */
async function changesOf(repository: GitRepository, sha: string): Promise<readonly GitChange[] | null> {
  try {
    return await repository.diffBetween(`${sha}^1`, sha);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Address, left and right side, as `vscode.changes` takes them. */
function sidesOf(
  api: GitApi,
  { uri, originalUri, status }: GitChange,
  sha: string,
): readonly [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined] {
  const before = status === ADDED ? undefined : api.toGitUri(originalUri, `${sha}^1`);
  const after = status === DELETED ? undefined : api.toGitUri(uri, sha);
  return [uri, before, after];
}

async function openByGit({ texts }: CommandNeeds, { rootUri }: GitRepository, sha: string): Promise<void> {
  const command = 'git.viewCommit';
  if ((await vscode.commands.getCommands(true)).includes(command)) {
    await vscode.commands.executeCommand(command, rootUri, sha);
  } else {
    inform(texts.t('The commit {0} has no parent to compare with.', sha.slice(0, 7)));
  }
}
