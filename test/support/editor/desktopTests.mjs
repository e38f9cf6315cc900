// Runs a mocha index in the extension host of a desktop VS Code, which is downloaded unless VSCODE_EXECUTABLE names one.
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} DesktopTests
 * @property {string} version of VS Code, or `stable`
 * @property {string} cache the folder that keeps downloads
 * @property {string} workspace the folder to open
 * @property {string} extension the folder of the extension under development
 * @property {string} index a CommonJS module whose run() runs the tests
 * @property {Record<string, string>} env
 * @property {string} profile a folder for settings and extensions of this run
 */

/** @param {string} version @param {string} cache */
async function findExecutable(version, cache) {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named && !existsSync(named)) throw new Error(`VSCODE_EXECUTABLE names ${named}, which does not exist`);
  if (named) return named;
  // Loaded here: the levels that need no desktop run without it.
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: cache, reporter: new SilentReporter() });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `VS Code ${version} could not be downloaded (${why}): go online, or name one in VSCODE_EXECUTABLE`,
      { cause },
    );
  }
}

/**
 * Runs the tests; rejects when they did not run.
 * @param {DesktopTests} options
 * @returns {Promise<boolean>} whether all passed
 */
export async function runDesktopTests({ version, cache, workspace, extension, index, env, profile }) {
  const { platform, env: own } = process;
  if (platform === 'linux' && !own['DISPLAY'] && !own['WAYLAND_DISPLAY']) {
    throw new Error('A desktop VS Code needs a display: run under xvfb-run, or run the level e2e instead');
  }
  const vscodeExecutablePath = await findExecutable(version, cache);
  const { runTests, TestRunFailedError } = await import('@vscode/test-electron');
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: index,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        ...['--disable-workspace-trust', '--disable-extensions'],
        ...[
          '--user-data-dir',
          path.join(profile, 'data'),
          '--extensions-dir',
          path.join(profile, 'extensions'),
        ],
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    return true;
  } catch (error) {
    if (error instanceof TestRunFailedError) return false;
    throw error;
  }
}
