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

/** `restricted`: workspace trust is on, and no folder is trusted until a person says so. */
export type EditorKind = 'trusted' | 'restricted';

const RESTRICTED = { 'security.workspace.trust.startupPrompt': 'never' };

/** Starts a VS Code that has the packed extension installed, as a user has it. */
async function start(kind: EditorKind, env: Record<string, string>): Promise<Editor> {
  const vsix = process.env['CAIRN_VSIX'];
  if (!vsix) throw new Error('CAIRN_VSIX names no packed extension: run node test/run.mjs ui');
  const release: Release = process.env['CAIRN_EDITOR_RELEASE'] === 'oldest' ? 'oldest' : 'newest';
  const [server, browser] = await Promise.all([
    startServer({
      ...{ release, vsix, env, restricted: kind === 'restricted' },
      // Otherwise it takes PATH from a login shell.
      args: Object.keys(env).length > 0 ? ['--force-disable-user-env'] : [],
      settings: kind === 'restricted' ? { ...settings, ...RESTRICTED } : settings,
    }),
    launchBrowser(),
  ]);
  return { server, browser };
}

const running = new Map<string, Promise<Editor>>();

/** The editor of this run of each kind; one with further environment is nobody else's. */
export function useEditor(kind: EditorKind = 'trusted', env: Record<string, string> = {}): Promise<Editor> {
  const name = JSON.stringify([kind, env]);
  const editor = running.get(name) ?? start(kind, env);
  running.set(name, editor);
  return editor;
}

after(async () => {
  for (const editor of running.values()) {
    const { browser, server } = await editor;
    await browser.close();
    await server.stop();
  }
});
