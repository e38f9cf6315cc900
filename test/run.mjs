// Runs the tests, level by level: `node test/run.mjs [LEVEL …] [--grep TEXT] [--spec] [--oldest]`, or npm test.
// Sets up what is missing first. The last line is always `N passed, N failed`, over all levels; the exit code tells
// too. A level that dies, does not end or runs nothing counts as one failure more.
import { parseArgs } from 'node:util';
import { ALL_LEVELS, LEVELS, startLevels } from './support/levels.mjs';
import { setUp } from './support/setUp.mjs';
import { makeTemporary, removeTemporary } from './support/temporary.mjs';

/** @typedef {import('./support/levels.mjs').Result} Result */

const USAGE = `Usage: node test/run.mjs [LEVEL …] [--grep TEXT] [--spec] [--oldest]
Levels: ${LEVELS.join(', ')} (all of these without a name), and ${ALL_LEVELS.slice(LEVELS.length).join(', ')}.
--grep TEXT  only the tests whose title matches
--spec       print every test, not only failures
--oldest     end-to-end tests in the oldest VS Code`;

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        grep: { type: 'string', short: 'g' },
        spec: { type: 'boolean', default: false },
        oldest: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const levels = positionals.map((name) => {
      const level = ALL_LEVELS.find((one) => one === name);
      if (!level) throw new Error(`There is no level "${name}"`);
      return level;
    });
    return { ...values, levels: levels.length > 0 ? levels : LEVELS };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(2);
  }
}

/** Tests must not see this user's git, nor this shell's. @param {string} folder for what they write */
function isolate(folder) {
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  Object.assign(process.env, {
    TMPDIR: folder,
    CAIRN_HOME: `${folder}/home`,
    XDG_CACHE_HOME: `${folder}/cache`,
    XDG_DATA_HOME: `${folder}/data`,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  });
}

/** @param {string} name @param {Result} result @param {number} started */
function report(name, { passed, failed, skipped, trouble }, started) {
  const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  if (trouble) console.log(`${name}: ${trouble}`);
  console.log(`${name}: ${counts.join(', ')} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}

const sum = { passed: 0, failed: 0 };
const folder = await makeTemporary('cairn-test');
process.once('exit', () => {
  try {
    removeTemporary(folder);
  } catch (error) {
    console.error(`${folder} could not be removed: ${error instanceof Error ? error.message : error}`);
  }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
try {
  await setUp();
  isolate(folder);
  const levels = startLevels({ ...options, folder });
  for (const name of options.levels) {
    const started = Date.now();
    const result = await levels[name]();
    const failed = result.failed + (result.trouble ? 1 : 0);
    report(name, { ...result, failed }, started);
    sum.passed += result.passed;
    sum.failed += failed;
  }
  if (sum.passed + sum.failed === 0) {
    console.log(`No test's title matches "${options.grep}"`);
    sum.failed++;
  }
} catch (error) {
  console.error(error);
  sum.failed++;
}
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`${sum.passed} passed, ${sum.failed} failed`);
