import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

const NETWORK = [
  'dgram',
  'dns',
  'http',
  'http2',
  'https',
  'inspector',
  'net',
  'tls',
  'undici',
  'worker_threads',
];
const bundles = readdirSync('dist').filter((name) => name.endsWith('.cjs'));
const textOf = (bundle: string): string => readFileSync(path.join('dist', bundle), 'utf8');
/** The modules that a bundle loads, without `node:`. */
const modulesOf = (bundle: string): string[] =>
  [...textOf(bundle).matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name = '']) =>
    name.replace(/^node:/, '').replace(/(?<=^[^.][^/]*)\/.*/, ''),
  );

describe('what ships', () => {
  it('is the bundles that this test looks at', () =>
    assert.ok(bundles.includes('extension.cjs') && bundles.includes('repository.cjs')));

  for (const bundle of bundles) {
    it(`loads no module that opens a connection (${bundle})`, () => {
      const modules = modulesOf(bundle);
      assert.deepEqual(
        modules.filter((name) => NETWORK.includes(name)),
        [],
      );
      const known = new Set([...builtinModules, 'vscode']);
      assert.deepEqual(
        modules.filter((name) => !known.has(name) && !name.startsWith('./')),
        [],
      );
    });

    it(`calls nothing global that opens a connection, and loads nothing under a computed name (${bundle})`, () => {
      const text = textOf(bundle);
      assert.doesNotMatch(text, /(?<![\w.$"'`-])(?:fetch|XMLHttpRequest|WebSocket|EventSource)\s*\(/);
      assert.doesNotMatch(
        text,
        /\b(?:globalThis|global|self|window)\.(?:fetch|XMLHttpRequest|WebSocket|EventSource)\b/,
      );
      assert.doesNotMatch(text, /(?<![\w.$])require\((?!\s*["'`])/);
      assert.doesNotMatch(text, /\bgetBuiltinModule\b|\bprocess\.binding\b/);
    });
  }
});
