// Runs a mocha index in the extension host of the VS Code server, as @vscode/test-electron does on a desktop.
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/** @typedef {import('./server.mjs').Release} Release */

/** What the workbench itself logs to the console between the lines of the tests. */
const NOISE =
  /^(\[\w+(:\w+)?\] |Ignoring fetching|Updating additional builtin|Creation of workbench|No search provider|Extension host \(Remote\) is (un)?responsive|Timed out waiting for authentication provider)/;

/** As on a desktop: in a browser, changes are saved by themselves after a second. */
const SETTINGS = { 'files.autoSave': 'off' };

/**
 * @typedef {object} HostTests
 * @property {Release} release
 * @property {string} workspace the folder to open
 * @property {string} extension the folder of the extension under development
 * @property {string} index a CommonJS module whose run() runs the tests. Its first line starts with "Running the
 *   tests", its last with "Finished the tests"
 * @property {Record<string, string>} env
 * @property {number} limit in ms
 * @property {(line: string) => void} onLine a line that the tests print
 */

/**
 * Runs the tests; rejects when they did not come to their end.
 * @param {HostTests} options
 * @returns {Promise<boolean>} whether all passed
 */
export async function runHostTests({ release, workspace, extension, index, env, limit, onLine }) {
  // Only with this flag does the workbench read the two test entries of its payload.
  const args = ['--enable-smoke-test-driver'];
  const server = await startServer({ release, env, args, settings: SETTINGS });
  const browser = await launchBrowser();
  /** @type {string[]} */
  const held = [];
  let started = false;
  let finished = false;
  try {
    const page = await browser.newPage();
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
        const line = format(...args);
        started ||= line.startsWith('Running the tests');
        if (started && !finished && !NOISE.test(line)) onLine(line);
        else held.push(line);
        finished ||= line.startsWith('Finished the tests');
      },
    );
    const ended = new Promise((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      page.once('crash', () => reject(new Error('The page crashed')));
      server.exited.then((code) => reject(new Error(`The server ended with ${code}`)));
      setTimeout(() => reject(new Error(`The tests did not end within ${limit} ms`)), limit).unref();
    });
    ended.catch(() => undefined); // goto may fail first, and then tells why
    await page.goto(
      server.url(workspace, [
        ['extensionDevelopmentPath', server.uri(extension)],
        ['extensionTestsPath', server.uri(index)],
      ]),
    );
    const code = await ended;
    // An extension host that dies also ends with 0 here: only the suite's own last line counts.
    if (!finished) throw new Error('The extension host ended before the tests did');
    return code === 0;
  } catch (error) {
    if (!finished) for (const line of [...held, server.output()]) onLine(line);
    throw error;
  } finally {
    await browser.close();
    await server.stop();
  }
}
