// What ships: the bundles in dist/, and the packed extension. `npm run package` packs it to cairn-<version>.vsix.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runScript } from './command.mjs';

/** Builds the bundles, which fails when activation would load more than its budget. */
export const buildProduct = () => runScript('esbuild.mjs', []);

/** Builds the bundles of the tests. */
export const buildTests = () => runScript('esbuild.mjs', ['--tests']);

/**
 * Packs what is built. Links of the README stay relative: what they name is packed too.
 * @param {string} vsix the file to write
 */
export const packProduct = (vsix) =>
  runScript('node_modules/@vscode/vsce/vsce', [
    ...['package', '--no-dependencies', '--out', vsix],
    ...['--allow-missing-repository', '--no-rewrite-relative-links'],
  ]);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const vsix = `${name}-${version}.vsix`;
  for (const step of [buildProduct, () => packProduct(vsix)]) {
    const { code, output } = await step();
    process.stdout.write(output);
    if (code !== 0) process.exit(code);
  }
}
