// Builds what ships into dist/: the activation bundle, the bundles that it loads when first needed, and
// the command line. --tests builds the test bundles instead, into dist/test/ (mocha on Node 20 does not load
// TypeScript); --watch rebuilds on change; --development leaves names readable.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

const flags = new Set(process.argv.slice(2));

/** What activation may load, in bytes: a slow start is what users notice first. */
const ACTIVATION_BUDGET = 40 * 1024;

/** Names the sources that read histories and plans: what another build cached is not trusted. */
function buildId() {
  const hash = createHash('sha256');
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(readFileSync(path.join('src', name)));
  }
  return hash.digest('hex').slice(0, 16);
}

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // jsonc-parser's `main` is UMD, whose require() calls no bundler can follow.
  mainFields: ['module', 'main'],
  charset: 'utf8',
  sourcemap: flags.has('--development') || flags.has('--tests'),
  logLevel: 'warning',
  define: { BUILD_ID: JSON.stringify(buildId()) },
};

/** Keeps what activation imports dynamically a load at run time. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup({ onResolve }) {
    onResolve(
      { filter: /(io\/repository|ui\/commands\/commands|ui\/folderFeatures|\/rendering)\.ts$/ },
      ({ path: request, kind }) =>
        kind === 'dynamic-import'
          ? { path: `./${path.basename(request, '.ts')}.cjs`, external: true }
          : undefined,
    );
  },
};

const product = {
  ...shared,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  outdir: 'dist',
  minify: !flags.has('--development'),
  external: ['vscode'],
  plugins: [lazyBundles],
  // The editor's `vscode` module answers `require`; `import()` of a bundle becomes one.
  supported: { 'dynamic-import': false },
  entryPoints: {
    extension: 'src/extension.ts',
    repository: 'src/io/repository.ts',
    commands: 'src/ui/commands/commands.ts',
    folderFeatures: 'src/ui/folderFeatures.ts',
    rendering: 'src/ui/tree/rendering.ts',
    cli: 'src/cli/main.ts',
  },
};

const testFiles = (folder) => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name));
};

/** Keeps the tests' support scripts where they are: they find their neighbours, and packages of their own, by place. */
const supportInPlace = {
  name: 'support-in-place',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\/support\/.*\.mjs$/ }, ({ path: request, resolveDir }) => ({
      path: pathToFileURL(path.resolve(resolveDir, request)).href,
      external: true,
    }));
  },
};

const tests = [
  {
    ...shared,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    outdir: 'dist/test',
    outbase: 'test',
    splitting: true,
    packages: 'external',
    plugins: [supportInPlace],
    entryPoints: ['test/unit', 'test/integration', 'test/e2e/ui'].flatMap(testFiles),
  },
  {
    ...shared,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    outdir: 'dist/test',
    outbase: 'test',
    packages: 'external',
    external: ['vscode'],
    entryPoints: ['test/e2e/host/index.ts', ...testFiles('test/e2e/host')],
  },
];

/** What an earlier build left in dist/ would be packed. */
function removeFormerBundles() {
  const current = Object.keys(product.entryPoints);
  for (const name of readdirSync('dist')) {
    if (/\.cjs(\.map)?$/.test(name) && !current.includes(name.split('.')[0])) rmSync(path.join('dist', name));
  }
}

const selected = flags.has('--tests') ? tests : [product];
if (flags.has('--watch')) {
  for (const options of selected) await (await context(options)).watch();
} else {
  if (flags.has('--tests')) rmSync('dist/test', { recursive: true, force: true });
  const wanted = selected.filter(({ entryPoints }) => Object.keys(entryPoints).length > 0);
  await Promise.all(wanted.map(build)).catch((error) => {
    if (!error.errors) throw error;
    process.exit(1); // esbuild has told what is wrong with the code
  });
  if (!flags.has('--tests')) removeFormerBundles();
  if (!flags.has('--tests') && !flags.has('--development')) {
    const { size } = statSync('dist/extension.cjs');
    if (size > ACTIVATION_BUDGET) {
      throw new Error(`dist/extension.cjs is ${size} bytes; activation may load ${ACTIVATION_BUDGET}`);
    }
  }
}
