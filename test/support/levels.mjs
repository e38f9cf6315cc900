// The levels of the tests, from the quickest to the one that sees most. Each sets up what only it needs.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runScript } from './command.mjs';
import { buildProduct, buildTests, packProduct } from './product.mjs';
import { buildSampleRepository } from './sampleRepository.mjs';
import { setUp } from './setUp.mjs';

/** @typedef {'checks' | 'unit' | 'integration' | 'e2e' | 'ui' | 'desktop'} Level */
/** @typedef {{ folder: string, grep?: string | undefined, spec: boolean, oldest: boolean }} RunOptions */
/** @typedef {{ passed: number, failed: number, skipped: number, trouble: string | null }} Result trouble is what kept
 *   a level from giving the results of all its tests; it counts as one failure more */

/** The levels that run by default. @type {readonly Level[]} */
export const LEVELS = ['checks', 'unit', 'integration', 'e2e', 'ui'];

/** All levels: a desktop VS Code needs a display and a download, or VSCODE_EXECUTABLE. @type {readonly Level[]} */
export const ALL_LEVELS = [...LEVELS, 'desktop'];

/** How long the tests of a level may take, in ms. */
const LIMIT = 1_800_000;

/** @param {string} trouble @returns {Result} */
const died = (trouble) => ({ passed: 0, failed: 0, skipped: 0, trouble });

/**
 * The results that the recording reporter wrote.
 * @param {string} file
 * @param {{ succeeded: boolean, emptyIsFine: boolean }} run
 * @returns {Promise<Result>}
 */
async function readRecord(file, { succeeded, emptyIsFine }) {
  /** @type {string[]} */
  const lines = await readFile(file, 'utf8').then(
    (text) => text.trimEnd().split('\n'),
    (error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const count = (/** @type {string} */ result) => lines.filter((line) => line === result).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const isEmpty = emptyIsFine && lines.length === 1; // mocha takes it for a failure
  const troubles = [
    ...(lines.at(-1) === 'end' ? [] : ['did not come to its end']),
    ...(counts.passed + counts.failed === 0 && !emptyIsFine ? ['ran no test'] : []),
    ...(succeeded || counts.failed > 0 || isEmpty ? [] : ['failed outside its tests']),
  ];
  return { ...counts, trouble: troubles.join(', ') || null };
}

/** The levels of one run; what several of them need is built once. @param {RunOptions} options */
export function startLevels({ folder, grep, spec, oldest }) {
  const vsix = path.join(folder, 'cairn.vsix');
  const release = oldest ? 'oldest' : 'newest';

  /** Makes a step that is taken once and fails with its output. @param {() => ReturnType<typeof runScript>} step */
  const once = (step) => {
    /** @type {Promise<void> | undefined} */
    let taken;
    return () => {
      taken ??= step().then(({ code, output }) => {
        if (code !== 0) throw new Error(output.trim());
      });
      return taken;
    };
  };
  const productBuilt = once(buildProduct);
  const productPacked = once(() => productBuilt().then(() => packProduct(vsix)));
  const testsBuilt = once(buildTests);

  const check = (/** @type {string} */ script, /** @type {string[]} */ ...args) =>
    once(() => runScript(script, args));
  /** @type {Record<string, () => Promise<void>>} */
  const checks = {
    'format, lint and layers': check('node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'),
    types: check('node_modules/typescript/bin/tsc', '--noEmit'),
    'nothing unused': check('node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'),
    'build within its budget': productBuilt,
    package: productPacked,
  };

  async function runChecks() {
    await setUp({ editor: true }); // its packages bring types
    const result = { passed: 0, failed: 0, skipped: 0, trouble: null };
    for (const [name, run] of Object.entries(checks)) {
      if (grep && !new RegExp(grep).test(name)) continue;
      try {
        await run();
        result.passed++;
        if (spec) console.log(`  ✔ ${name}`);
      } catch (error) {
        result.failed++;
        console.log(`  ✖ ${name}\n${error instanceof Error ? error.message : error}`);
      }
    }
    return result;
  }

  /** @param {Level} level */
  const environmentOf = (level) => ({
    CAIRN_TEST_RECORD: path.join(folder, `${level}.results`),
    CAIRN_TEST_SPEC: spec ? '1' : '',
    CAIRN_TEST_GREP: grep ?? '',
  });

  /**
   * @param {Level} level
   * @param {{ files: string, timeout?: number, env?: Record<string, string> }} what
   */
  async function runMocha(level, { files, timeout, env = {} }) {
    const own = environmentOf(level);
    const { code } = await runScript(
      'node_modules/mocha/bin/mocha.js',
      [
        ...['--reporter', 'test/support/recordingReporter.cjs'],
        ...(timeout ? ['--timeout', String(timeout)] : []),
        ...(grep ? ['--grep', grep] : []),
        files,
      ],
      { env: { ...own, ...env }, shown: true, limit: LIMIT },
    );
    return readRecord(own.CAIRN_TEST_RECORD, { succeeded: code === 0, emptyIsFine: Boolean(grep) });
  }

  /** The end-to-end tests inside an extension host. @param {'e2e' | 'desktop'} level */
  async function prepareHost(level) {
    await Promise.all([productBuilt(), testsBuilt()]);
    const workspace = path.join(folder, level, 'ferryman');
    await buildSampleRepository(workspace);
    const index = path.join(root, 'dist/test/e2e/host/index.cjs');
    return { workspace, extension: root, index, env: environmentOf(level) };
  }

  /** @param {Record<string, string>} env @param {boolean} succeeded */
  const hostResult = (env, succeeded) =>
    readRecord(env['CAIRN_TEST_RECORD'] ?? '', { succeeded, emptyIsFine: Boolean(grep) });

  /** @type {Record<Level, () => Promise<Result>>} */
  const levels = {
    checks: runChecks,
    unit: async () => {
      await testsBuilt();
      return runMocha('unit', { files: 'dist/test/unit/**/*.test.mjs' });
    },
    integration: async () => {
      await setUp({ locales: true });
      await Promise.all([productBuilt(), testsBuilt()]); // the command line is tested as it is built
      return runMocha('integration', { files: 'dist/test/integration/**/*.test.mjs', timeout: 60_000 });
    },
    e2e: async () => {
      await setUp({ editor: true, browser: true, oldest });
      const { runHostTests } = await import('./editor/hostTests.mjs');
      const host = await prepareHost('e2e');
      const onLine = (/** @type {string} */ line) => console.log(line);
      return hostResult(host.env, await runHostTests({ ...host, release, limit: LIMIT, onLine }));
    },
    desktop: async () => {
      const { runDesktopTests } = await import('./editor/desktopTests.mjs');
      const host = await prepareHost('desktop');
      const { engines } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
      const version = oldest ? engines.vscode.replace('^', '') : 'stable';
      const places = { cache: path.join(root, '.cache/vscode'), profile: path.join(folder, 'desktop') };
      return hostResult(host.env, await runDesktopTests({ ...host, ...places, version }));
    },
    ui: async () => {
      await setUp({ editor: true, browser: true, oldest });
      await Promise.all([productPacked(), testsBuilt()]);
      const env = { CAIRN_VSIX: vsix, CAIRN_EDITOR_RELEASE: release };
      return runMocha('ui', { files: 'dist/test/e2e/ui/**/*.test.mjs', timeout: 180_000, env });
    },
  };
  /** @param {Level} level */
  const guarded = (level) => () =>
    levels[level]().catch((error) => died(error instanceof Error ? error.message : String(error)));
  return /** @type {Record<Level, () => Promise<Result>>} */ (
    Object.fromEntries(ALL_LEVELS.map((level) => [level, guarded(level)]))
  );
}
