// A real VS Code: its server, from the npm package code-server, started directly on 127.0.0.1 with a fresh profile.
// The package is a slim install (this folder's package.json): terminals and the TypeScript server are left out.
import { spawn } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTemporary } from '../temporary.mjs';

/** @typedef {'newest' | 'oldest'} Release */

/**
 * @typedef {object} ServerOptions
 * @property {Release} [release]
 * @property {string} [vsix] a packed extension to install
 * @property {string} [linked] a folder to load as an installed extension
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string[]} [args] further flags of the server
 * @property {Record<string, string>} [env] further environment
 * @property {boolean} [restricted] leave workspace trust on, so that a folder opens in Restricted Mode
 * @property {boolean} [isolated] keep the user's git config and Cairn's personal data out (default: true)
 * @property {string} [token] what a browser must show to be let in; without one, anybody on this machine is
 */

const folder = fileURLToPath(new URL('.', import.meta.url));

/** @param {Release} release */
const modulesOf = (release) => path.join(folder, release === 'oldest' ? 'oldest' : '', 'node_modules');

/** Built-in extensions to load: what Cairn meets in daily use. All of them would cost 3 to 4 seconds a start. */
const BUILT_IN = [
  'configuration-editing',
  'git',
  'git-base',
  'github-authentication',
  'javascript',
  'json',
  'markdown-basics',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'typescript-basics',
];

const SETTINGS = {
  'chat.agentHost.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** The server needs module.registerHooks: Node 22.15 or newer, which the package node-linux-* brings for others. */
function findNode() {
  if (process.env['VSCODE_NODE']) return process.env['VSCODE_NODE'];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 22 && minor >= 15)) return process.execPath;
  const packaged = path.join(modulesOf('newest'), `node-linux-${process.arch}/bin/node`);
  if (existsSync(packaged)) return packaged;
  throw new Error(
    `The VS Code server needs Node 22.15 or newer; this is ${process.version}. Name one in VSCODE_NODE.`,
  );
}

/**
 * Makes the profile: settings, extensions, built-in extensions.
 * @param {string} dir
 * @param {string} vscode
 * @param {ServerOptions} options
 */
async function writeProfile(dir, vscode, { settings = {}, linked }) {
  for (const name of ['data/User', 'extensions', 'builtin', 'home']) {
    await mkdir(path.join(dir, name), { recursive: true });
  }
  const all = { ...SETTINGS, ...settings };
  await writeFile(path.join(dir, 'data/User/settings.json'), JSON.stringify(all));
  for (const name of BUILT_IN) {
    const source = path.join(vscode, 'extensions', name);
    if (existsSync(source)) symlinkSync(source, path.join(dir, 'builtin', name));
  }
  if (linked) symlinkSync(path.resolve(linked), path.join(dir, 'extensions', 'linked'));
}

/**
 * Runs the server to its end and gives what it printed.
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function runToEnd(node, args, env) {
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The VS Code server ended with ${code}:\n${output}`);
  return output;
}

/**
 * The port a starting server listens on, read from its output.
 * @param {import('node:child_process').ChildProcess} server
 * @param {() => string} output
 * @returns {Promise<string>}
 */
function readPort(server, output) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = /agent listening on (\d+)/.exec(output());
      if (found?.[1]) resolve(found[1]);
    };
    server.stdout?.on('data', look);
    server.stderr?.on('data', look);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`The VS Code server ended with ${code}:\n${output()}`)));
  });
}

/**
 * Starts the server on a free port of 127.0.0.1 (webviews need a secure context), with a profile that stop() removes.
 * @param {ServerOptions} [options]
 */
export async function startServer(options = {}) {
  const {
    release = 'newest',
    vsix,
    args = [],
    env = {},
    isolated = true,
    token,
    restricted = false,
  } = options;
  const modules = modulesOf(release);
  const vscode = path.join(modules, 'code-server/lib/vscode');
  if (!existsSync(vscode))
    throw new Error(`VS Code is not installed in ${modules}: run npm test or npm start`);
  linkModules(modules, vscode);

  const node = findNode();
  const dir = await makeTemporary('editor');
  await writeProfile(dir, vscode, options);
  const environment = {
    ...process.env,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace
    XDG_RUNTIME_DIR: dir, // where its sockets go
    ...(isolated && {
      CAIRN_HOME: path.join(dir, 'home'),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    }),
    ...env,
  };
  const main = path.join(vscode, 'out/server-main.js');
  const places = [
    ...['--server-data-dir', path.join(dir, 'server'), '--user-data-dir', path.join(dir, 'data')],
    ...['--extensions-dir', path.join(dir, 'extensions')],
    ...['--builtin-extensions-dir', path.join(dir, 'builtin'), '--accept-server-license-terms'],
  ];
  if (vsix) {
    const output = await runToEnd(node, [main, ...places, '--install-extension', vsix], environment);
    // It also exits with 0 when it refused the file.
    if (!output.includes('was successfully installed'))
      throw new Error(`${vsix} was not installed:\n${output}`);
  }

  const server = spawn(
    node,
    [
      ...[
        main,
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        ...places,
        '--disable-telemetry',
        '--disable-experiments',
      ],
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      ...(restricted ? [] : ['--disable-workspace-trust']),
      ...args,
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => server.once('exit', (code, signal) => resolve(signal ?? code)));
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);

  const host = `127.0.0.1:${await readPort(server, () => output)}`;
  return {
    exited,
    output: () => output,

    /**
     * The address that a file has in this workbench.
     * @param {string} file
     */
    uri: (file) => `vscode-remote://${host}${path.resolve(file)}`,

    /**
     * The address of the workbench on a folder.
     * @param {string} workspace
     * @param {[string, string][]} [payload] pairs, named as VS Code's own flags
     */
    url: (workspace, payload = []) => {
      const query = new URLSearchParams({ ...(token && { tkn: token }), folder: path.resolve(workspace) });
      if (payload.length > 0) query.set('payload', JSON.stringify([['skipWelcome', 'true'], ...payload]));
      return `http://${host}/?${query}`;
    },

    /** Ends the server and removes its profile. */
    stop: async () => {
      server.kill();
      const timer = setTimeout(kill, 5000);
      await exited;
      clearTimeout(timer);
      process.off('exit', kill);
      await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/**
 * Puts the packages where the server and its page look for them.
 * @param {string} modules
 * @param {string} vscode
 */
function linkModules(modules, vscode) {
  const link = path.join(vscode, 'node_modules');
  try {
    symlinkSync(modules, link);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error; // linked by an earlier start
  }
}
