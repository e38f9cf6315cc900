// Makes a fresh clone ready to build, test and start: packages, the editor, a browser. Does nothing, quickly, where
// all is there. Runs on bare Node: imports no package.
import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runCommand } from './command.mjs';
import { findChromium } from './editor/browser.mjs';

/** @template T @param {Promise<T>} found @returns {Promise<T | null>} null where there is none */
async function orNone(found) {
  try {
    return await found;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {string} file @returns {Promise<number>} in ms; 0 for none */
const changedAt = async (file) => (await orNone(stat(file)))?.mtimeMs ?? 0;

/** @param {string} file */
const isLink = async (file) => (await orNone(lstat(file)))?.isSymbolicLink() ?? false;

/** @param {string} text */
const say = (text) => void process.stderr.write(`${text}\n`);

/** npm's own entry when npm runs this; `npm` on PATH otherwise. */
const npm = (/** @type {string[]} */ args, /** @type {string} */ cwd) => {
  const options = { cwd };
  const own = process.env['npm_execpath'];
  return own?.endsWith('.js')
    ? runCommand(process.execPath, [own, ...args], options)
    : runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
};

/**
 * What a folder's packages want: they are missing or older than its lockfile, or all is there. Those behind a link are
 * another checkout's, which `npm ci` would empty: they are its own to install.
 * @param {string} base @returns {Promise<'nothing' | 'install' | 'install-where-linked'>}
 */
export async function wantedOf(base) {
  const modules = path.join(base, 'node_modules');
  const installed = await changedAt(path.join(modules, '.package-lock.json'));
  if (installed >= (await changedAt(path.join(base, 'package-lock.json'))) && installed > 0) return 'nothing';
  return (await isLink(modules)) ? 'install-where-linked' : 'install';
}

/** Installs a folder's packages, where they are missing or older than its lockfile. */
async function installPackages(/** @type {string} */ folder) {
  const base = path.join(root, folder);
  const wanted = await wantedOf(base);
  if (wanted === 'nothing') return;
  if (wanted === 'install-where-linked') {
    say(
      `${base}/node_modules is a link to packages older than package-lock.json; they are left alone: run npm ci there.`,
    );
    return;
  }
  say(`Installing the packages of ${folder || 'Cairn'} …`);
  const { code, output } = await npm(['ci', '--loglevel=error', '--no-progress'], base);
  if (code !== 0) throw new Error(`npm ci failed in ${base}:\n${output.trim()}`);
}

/**
 * Brings a Debian package where it is missing and the superuser runs this; otherwise says what to install.
 * @param {string} name @param {() => boolean} isThere @param {string} missing
 */
async function installPackage(name, isThere, missing) {
  if (isThere()) return;
  if (process.getuid?.() !== 0 || (await changedAt('/usr/bin/apt-get')) === 0) throw new Error(missing);
  say(`Installing ${name} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-qq'], { env });
  const install = await runCommand('apt-get', ['install', '-y', '-qq', name], { env });
  if (!isThere()) throw new Error(`${missing}\n${update.output}\n${install.output}`.trim());
}

async function installChromium() {
  const missing =
    'No Chromium was found: install it (Debian: apt-get install chromium), or name one in CHROMIUM.';
  if (process.env['CHROMIUM'] && !findChromium()) throw new Error(missing);
  await installPackage('chromium', () => findChromium() !== null, missing);
}

/** The languages in which git is made to speak. Only Linux has them as sources that a test can build. */
async function installLocales() {
  if (process.platform !== 'linux') return;
  const missing = 'No locale sources were found: install them (Debian: apt-get install locales).';
  await installPackage('locales', () => existsSync('/usr/share/i18n/locales/de_DE'), missing);
}

/**
 * Makes ready what is asked for. Says a line on standard error for each thing it has to install.
 * @param {{ editor?: boolean, browser?: boolean, oldest?: boolean, locales?: boolean }} [wanted] beside the project's
 *   own packages: the newest editor, the browser that shows it, the oldest editor (which the newest's packages serve),
 *   the languages of git's messages
 */
export async function setUp({ editor = false, browser = false, oldest = false, locales = false } = {}) {
  await installPackages('');
  if (editor || oldest) await installPackages('test/support/editor');
  if (oldest) await installPackages('test/support/editor/oldest');
  if (browser) await installChromium();
  if (locales) await installLocales();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await setUp({ editor: true, browser: true, oldest: process.argv.includes('--oldest') });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
