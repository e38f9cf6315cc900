// Runs the tests that keep the promises of docs/reliability.md at their full counts, and prints what they measured as a
// table: `npm run test:torture [-- --grep TEXT]`. They are the test files that import support/torture.ts; npm test runs
// the same files at their quick counts. It takes some 20 minutes on two cores, ten of which are the fuzz
// (CAIRN_FUZZ_SECONDS).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import path from 'node:path';
import { makeTemporary, removeTemporary } from './temporary.mjs';

const folder = await makeTemporary('torture');
const figures = path.join(folder, 'figures');

/** @param {string[]} command */
function run(command) {
  const env = { ...process.env, CAIRN_TORTURE: '1', CAIRN_FIGURES: figures, TMPDIR: folder };
  return spawnSync(process.execPath, command, { stdio: 'inherit', env }).status ?? 1;
}

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(unit|integration)\b.*\.test\.ts$/.test(name))
  .filter((name) => readFileSync(path.join('test', name), 'utf8').includes("support/torture.ts'"))
  .map((name) => path.join('dist', 'test', name.replace(/\.ts$/, '.mjs')));

/** What only computes runs side by side; what measures how long a disk or a lock takes runs alone, one by one. */
const [measuring, computing] = [true, false].map((measures) =>
  files.filter((file) => /integration.(store|git)/.test(file) === measures),
);

const built = run(['esbuild.mjs', '--tests']);
const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
const given = process.argv.slice(2);
const options = ['--timeout', '3600000', ...given, ...(given.length > 0 ? ['--no-fail-zero'] : [])];
const phases = [
  [...(computing ?? []), '--parallel', '--jobs', String(availableParallelism())],
  [...(measuring ?? [])],
];
const statuses = built === 0 ? phases.map((phase) => run([mocha, ...phase, ...options])) : [built];
const status = Math.max(...statuses);

const date = new Date().toISOString().slice(0, 10);
console.log(
  `\nMeasured ${date}, ${availableParallelism()} cores, ${type()} ${release()}, Node ${process.version}.\n`,
);
console.log('| Promise | What was done | What came of it |\n|---|---|---|');
for (const line of readFigures()) {
  const { promise, what, measured } = JSON.parse(line);
  console.log(`| ${promise} | ${what} | ${measured} |`);
}
removeTemporary(folder);
process.exit(status);

/** P2 before P13. @param {string} a @param {string} b */
function byPromise(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}

function readFigures() {
  try {
    return readFileSync(figures, 'utf8').trimEnd().split('\n').sort(byPromise);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
