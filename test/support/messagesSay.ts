import assert from 'node:assert/strict';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { CommitGraph } from './commitGraph.ts';

export const GITHUB_REMOTE = 'https://github.com/acme/app.git';
export const GITLAB_REMOTE = 'git@gitlab.com:acme/app.git';
export const GITEA_REMOTE = 'https://codeberg.org/acme/app';
export const CLOUD_REMOTE = 'git@bitbucket.org:acme/app.git';
export const SERVER_REMOTE = 'ssh://git@bitbucket.acme.example:7999/team/app.git';
export const AZURE_REMOTE = 'https://acme@dev.azure.com/acme/app/_git/app';
export const GERRIT_REMOTE = 'https://acme.googlesource.com/app';

/** What one message says, as `host number`, or `none`. */
function saidBy(remote: string | null, parents: number, lines: readonly string[]): string {
  const graph = new CommitGraph();
  const tips = Array.from({ length: parents }, (_, i) => (i + 1).toString(16).repeat(40).slice(0, 40));
  const sha = graph.commit(lines.join('\n'), { parents: tips });
  const pullRequest = resolvePullRequests(graph.commits, remote).get(sha);
  return pullRequest ? `${pullRequest.host} ${pullRequest.number}` : 'none';
}

export function says(expected: string, remote: string | null, ...lines: string[]): void {
  assert.equal(saidBy(remote, 1, lines), expected, lines.join(' | '));
}

export function mergeSays(expected: string, remote: string | null, ...lines: string[]): void {
  assert.equal(saidBy(remote, 2, lines), expected, lines.join(' | '));
}
