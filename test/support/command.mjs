// Runs a program to its end.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {boolean} [shown] pass its output through instead of keeping it
 */

/** The root of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Runs a program to its end, without standard input. Rejects only when it could not be started.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} code is 1 for a program that a signal ended
 */
export function runCommand(program, args, { cwd, env, shown = false } = {}) {
  const child = spawn(program, args, {
    cwd: cwd ?? root,
    env: { ...process.env, ...env },
    stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${program} could not be started`, { cause })));
    child.once('close', (code, signal) => {
      if (signal) output += `\n${program} was ended by ${signal}`;
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs a script of a package under this Node: no shell, and no .cmd files on Windows.
 * @param {string} script from the root
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export const runScript = (script, args, options) =>
  runCommand(process.execPath, [path.join(root, script), ...args], options);
