// Opens VS Code with Cairn as this folder has it: `npm start`, or `npm start -- PATH` for a repository of your own.
// A desktop VS Code is used where there is one; otherwise the VS Code server shows itself in a browser.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, runCommand } from './command.mjs';
import { startServer } from './editor/server.mjs';
import { buildProduct } from './product.mjs';
import { buildSampleRepository } from './sampleRepository.mjs';
import { setUp } from './setUp.mjs';

const USAGE = `Usage: npm start [-- [PATH] [--fresh] [--server]]
PATH      the folder to open; without it, a sample repository with six weeks of history
--fresh   build the sample anew; it is kept for a day otherwise
--server  use the VS Code server even where there is a desktop VS Code`;

const CACHE = path.join(root, '.cache');

/** A mistake of the caller's: told in one line, without a stack. */
class StartError extends Error {}

/** @param {string} text */
const say = (text) => void process.stderr.write(`${text}\n`);

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        fresh: { type: 'boolean', default: false },
        server: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (positionals.length > 1) throw new Error(`One folder was expected, not ${positionals.length}`);
    return { ...values, place: positionals[0] };
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/** The folder that was named, seen from where npm was called. @param {string} place */
async function findFolder(place) {
  const folder = path.resolve(process.env['INIT_CWD'] ?? '.', place);
  const found = await stat(folder).catch((cause) => {
    if (cause.code === 'ENOENT') throw new StartError(`${folder} does not exist: name a folder to open`);
    throw new StartError(`${folder} cannot be opened (${cause.code})`, { cause });
  });
  if (!found.isDirectory()) throw new StartError(`${folder} is a file: name a folder to open`);
  return folder;
}

/** The sample, built anew when it is not from today (its dates are relative to its making) or its story changed. */
async function sampleFolder(/** @type {boolean} */ fresh) {
  const folder = path.join(CACHE, 'sample/ferryman');
  const marker = path.join(CACHE, 'sample/made-from');
  const sources = await Promise.all(
    ['sampleStory.mjs', 'sampleRepository.mjs'].map((name) => readFile(new URL(name, import.meta.url))),
  );
  const story = createHash('sha256').update(Buffer.concat(sources)).digest('hex');
  const wanted = `${new Date().toDateString()} ${story}\n`;
  const made = await readFile(marker, 'utf8').catch(() => null); // never made, or not to its end
  if (made !== wanted || fresh) {
    await rm(path.join(CACHE, 'sample'), { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await buildSampleRepository(folder);
    await writeFile(marker, wanted);
    say('Built a fresh sample repository.');
  }
  return folder;
}

/** Whether there is a desktop VS Code that can show a window here, and is new enough. */
async function hasDesktop() {
  const { platform, env } = process;
  // In a remote terminal, in WSL and as root, `code` does not open a window with an extension of this folder.
  if (env['VSCODE_IPC_HOOK_CLI'] || env['WSL_DISTRO_NAME'] || process.getuid?.() === 0) return false;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return false;
  const { engines } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const [major = 0, minor = 0] = engines.vscode.replace('^', '').split('.').map(Number);
  const { output } = await code(['--version']).catch(() => ({ output: '' })); // no `code` on PATH
  const [, ownMajor = 0, ownMinor = 0] = (/^(\d+)\.(\d+)\./m.exec(output) ?? []).map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return true;
  if (ownMajor > 0) say(`The desktop VS Code is ${ownMajor}.${ownMinor}; Cairn needs ${engines.vscode}.`);
  return false;
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
const code = (args, env = {}) =>
  process.platform === 'win32'
    ? runCommand('cmd', ['/c', 'code', ...args], { env })
    : runCommand('code', args, { env });

/** Opens a window of its own, without the user's profile and extensions. */
async function openDesktop(
  /** @type {string} */ folder,
  /** @type {boolean} */ isSample,
  /** @type {NodeJS.ProcessEnv} */ env,
) {
  const trust = isSample ? ['--disable-workspace-trust'] : [];
  const args = ['--new-window', '--profile-temp', `--extensionDevelopmentPath=${root}`, ...trust, folder];
  const { code: exit, output } = await code(args, env);
  if (exit !== 0) throw new StartError(`code ended with ${exit}: ${output.trim()}`);
  console.log(`Cairn is open in VS Code, on ${folder}`);
}

/** Shows VS Code to a browser until Ctrl-C. */
async function openServer(
  /** @type {string} */ folder,
  /** @type {boolean} */ isolated,
  /** @type {Record<string, string>} */ env,
) {
  const token = randomBytes(12).toString('hex');
  const server = await startServer({ linked: root, isolated, env, token });
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('asked'));
  });
  console.log(`Cairn is open at ${server.url(folder)} (Ctrl-C ends it)`);
  const reason = await Promise.race([asked, server.exited]);
  await server.stop();
  if (reason !== 'asked') throw new StartError(`The VS Code server ended by itself:\n${server.output()}`);
}

try {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
  } else {
    const named = options.place === undefined ? null : await findFolder(options.place);
    const desktop = !options.server && (await hasDesktop());
    await setUp({ editor: !desktop });
    const built = await buildProduct();
    if (built.code !== 0) throw new StartError(`The build failed:\n${built.output.trim()}`);
    const folder = named ?? (await sampleFolder(options.fresh));
    // What Cairn remembers of the sample stays with it; a repository of the user's own is opened as it always is.
    const env = named ? {} : { CAIRN_HOME: path.join(CACHE, 'sample/home') };
    if (desktop) await openDesktop(folder, !named, env);
    else await openServer(folder, !named, env);
  }
} catch (error) {
  say(error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
}
