import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The only commands Cairn runs: none of them starts a program that a repository's configuration or attributes name,
 * given the arguments below and `--no-ext-diff --no-textconv` where a diff is made (docs: "Reliability and security").
 */
const ALLOWED = new Set([
  'rev-parse',
  'rev-list',
  'cat-file',
  'for-each-ref',
  'ls-tree',
  'log',
  'diff-tree',
  'config',
  'symbolic-ref',
  'version',
]);

/** Options of allowed commands that would write, run something, or read outside the repository. */
const REFUSED =
  /^(--output|-d$|-m$|--delete|--edit|--unset|--add|--replace-all|--ext-diff|--textconv|--filters|--show-signature|--exec-path|--upload-pack|-O|--no-index)/;

/** `config` only in its reading form. */
const CONFIG_READ = new Set(['--get', '--get-all', '--get-regexp']);

/** Why these arguments may not be run, or null when they may. */
export function refusal(args: readonly string[]): string | null {
  const [command, ...rest] = args;
  if (command === undefined || !ALLOWED.has(command)) return `expected one of ${[...ALLOWED].join(', ')}.`;
  const options = rest.slice(0, endOfOptions(rest));
  const refused = options.find((option) => REFUSED.test(option) || option.includes('%G'));
  if (refused !== undefined) return `the option ${refused} could write or run something.`;
  if (command === 'config' && !rest.some((option) => CONFIG_READ.has(option))) {
    return 'expected config to read, with --get, --get-all or --get-regexp.';
  }
  if (command === 'symbolic-ref' && rest.filter((arg) => !arg.startsWith('-')).length !== 1) {
    return 'expected symbolic-ref to read, with one ref.';
  }
  if (command === 'log' || command === 'diff-tree') {
    const missing = ['--no-ext-diff', '--no-textconv'].find((option) => !options.includes(option));
    if (missing !== undefined) return `expected ${missing}, without which a diff runs programs.`;
  }
  return rest.some((arg) => arg.includes('\0')) ? 'an argument contains a NUL.' : null;
}

function endOfOptions(args: readonly string[]): number {
  const end = args.findIndex((arg) => arg === '--' || arg === '--end-of-options');
  return end === -1 ? args.length : end;
}

/** Stand before every command: no lock, no replaced object, no monitor, hook or signature program, no bare repository found by chance. */
export const HARDENED_ARGS: readonly string[] = [
  '--no-optional-locks',
  '--no-replace-objects',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'log.showSignature=false',
  '-c',
  'safe.bareRepository=explicit',
];

/** The person's own choice of configuration files survives; every other GIT_ variable could redirect or run something. */
const KEPT_GIT_VARIABLES =
  /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES)$/i;
const DROPPED_VARIABLES = /^(GIT_.*|EDITOR|VISUAL|PAGER|SSH_ASKPASS|PREFIX|LANGUAGE)$/i;

/** The environment of every git process: English messages, no prompt, no network, no lazy fetch, no grafts. */
export function hardenedEnvironment(base: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined) continue;
    if (DROPPED_VARIABLES.test(name) && !KEPT_GIT_VARIABLES.test(name)) continue;
    environment[name] = value;
  }
  return {
    ...environment,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_FLUSH: '0',
    // A path that cannot exist: an empty file would make git warn on every call.
    GIT_GRAFT_FILE: '/dev/null/grafts',
    LC_ALL: 'C',
  };
}

/**
 * The absolute path of git on PATH, or null. Looked up here, since the system's own search takes an executable from
 * the repository where PATH holds a relative folder, and on Windows always.
 */
export function findGit(base: NodeJS.ProcessEnv): string | null {
  const path = Object.entries(base).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, name);
    if (isAbsolute(folder) && isExecutable(candidate)) return candidate;
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
