// One server and one browser for all suites of a run: started by the first suite, ended after the last.
import { type Browser, launchBrowser } from '../../support/editor/browser.mjs';
import { type Release, type Server, startServer } from '../../support/editor/server.mjs';

interface Editor {
  readonly server: Server;
  readonly browser: Browser;
}

const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** Starts a VS Code that has the packed extension installed, as a user has it. */
async function start(): Promise<Editor> {
  const vsix = process.env['CAIRN_VSIX'];
  if (!vsix) throw new Error('CAIRN_VSIX names no packed extension: run node test/run.mjs ui');
  const release: Release = process.env['CAIRN_EDITOR_RELEASE'] === 'oldest' ? 'oldest' : 'newest';
  const [server, browser] = await Promise.all([startServer({ release, vsix, settings }), launchBrowser()]);
  return { server, browser };
}

const running: { editor?: Promise<Editor> } = {};

/** The editor of this run. */
export function useEditor(): Promise<Editor> {
  running.editor ??= start();
  return running.editor;
}

after(async () => {
  const editor = await running.editor;
  await editor?.browser.close();
  await editor?.server.stop();
});
