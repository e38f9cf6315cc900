// Bundles bench/bench.ts and what it measures (Node 20 does not load TypeScript), and runs it: npm run bench -- --help.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outdir = path.join(root, 'dist', 'bench', 'speed');
await build({
  entryPoints: ['bench.ts', 'contender.ts'].map((name) => path.join(root, 'bench', name)),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What one contender imports must not weigh on another's memory.
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  define: { BUILD_ID: '"bench"' },
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(path.join(outdir, 'bench.mjs')).href);
process.exitCode = await main(process.argv.slice(2), root);
