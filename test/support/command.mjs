// Runs a program to its end.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {boolean} [shown] pass its output through instead of keeping it
 * @property {number} [limit] in ms, after which it is killed
 */

/** The root of the project. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

const hasGroups = process.platform !== 'win32';

/** Kills a program with all that it has started. @param {import('node:child_process').ChildProcess} child */
function killTree(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(hasGroups ? -child.pid : child.pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error; // ended in the meantime
  }
}

/**
 * Runs a program to its end, without standard input; it ends with this process at the latest. Rejects only when it
 * could not be started.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} code is 1 for a program that a signal ended
 */
export function runCommand(program, args, { cwd = root, env, shown = false, limit } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
    detached: hasGroups, // a group of its own
  });
  const kill = () => killTree(child);
  process.prependOnceListener('exit', kill); // before what it writes to is removed
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  let late = false;
  const timer = setTimeout(
    () => {
      late = true;
      kill();
    },
    limit ?? 2 ** 31 - 1,
  );
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} could not be started`, { cause })));
    child.once('close', (code, signal) => {
      if (late) output += `\n${program} did not end within ${limit} ms`;
      else if (signal) output += `\n${program} was ended by ${signal}`;
      resolve({ code: code ?? 1, output });
    });
  }).finally(() => {
    clearTimeout(timer);
    process.off('exit', kill);
  });
}

/**
 * Runs a script of a package under this Node: no shell, and no .cmd files on Windows.
 * @param {string} script from the root
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export const runScript = (script, args, options) =>
  runCommand(process.execPath, ['--enable-source-maps', path.join(root, script), ...args], options);
