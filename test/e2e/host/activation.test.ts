import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import manifest from '../../../package.json';
import { cairn, eventually } from './extension.ts';

describe('activation', () => {
  it('succeeds', async () => {
    await cairn().activate();
    assert.equal(cairn().isActive, true);
  });

  it('registers every command that the manifest declares', async () => {
    await cairn().activate();
    const registered = new Set(await commands.getCommands(true));
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it("finds the repository that the editor's git extension opened", async () => {
    const git = extensions.getExtension<GitExtension>('vscode.git');
    const api = (await git?.activate())?.getAPI(1);
    await eventually('a repository', () => api?.repositories[0]);
  });
});

interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly unknown[] };
}
