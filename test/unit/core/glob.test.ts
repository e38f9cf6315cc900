import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher, isUsableGlob, matchesAny } from '../../../src/core/glob.ts';

describe('globs', () => {
  const matches = (globs: string, path: string) =>
    it(`${globs} means ${path}`, () => assert.equal(matchesAny(globs.split(' '), path), true));
  const misses = (globs: string, path: string) =>
    it(`${globs} does not mean ${path}`, () => assert.equal(matchesAny(globs.split(' '), path), false));
  const unusable = (glob: string) =>
    it(`refuses ${glob.slice(0, 30)}`, () => {
      assert.equal(isUsableGlob(glob), false);
      assert.equal(matchesAny([glob], glob), false);
    });

  matches('*.md', 'ROADMAP.md');
  misses('*.md', 'docs/ROADMAP.md');
  matches('**/*.md', 'ROADMAP.md');
  matches('**/*.md', 'docs/plans/ROADMAP.md');
  matches('src/**', 'src/a/.hidden/b.ts');
  misses('src/**', 'src2/a.ts');
  matches('src/installer', 'src/installer/sign.ts');
  matches('src/installer/', 'src/installer/sign.ts');
  misses('src/installer', 'src/installers.ts');
  matches('./src/*.ts', 'src/a.ts');
  misses('*.MD', 'roadmap.md');
  matches('{docs,plans}/*.md', 'plans/a.md');
  matches('a[0-9].md', 'a7.md');
  misses('a[!0-9].md', 'a7.md');
  matches('app/(group)/*.tsx', 'app/(group)/page.tsx');
  misses('(a+)+', 'aa');
  matches('c++/*.h', 'c++/x.h');
  matches('**/*.md !vendor/**', 'docs/a.md');
  misses('**/*.md !vendor/**', 'vendor/a.md');
  misses('!vendor/**', 'docs/a.md');
  matches('packages/*/src/**/*.test.*', 'packages/core/src/a/b.test.ts');

  unusable('');
  unusable('!');
  unusable('/');
  unusable('x'.repeat(300));
  unusable('*a*a*a*b');
  unusable('**/a/**/b/**/c/**/d/**/e/**/f');

  const hostile = (glob: string, path: string) =>
    it(`answers ${glob} within a moment`, () => {
      const started = performance.now();
      matchesAny([glob], path);
      assert.ok(performance.now() - started < 1000);
    });
  hostile('*a*b', 'a'.repeat(5000));
  hostile('**/*a*/**/*b', `${'a'.repeat(255)}/`.repeat(4));
  hostile('**/a/**/a/**/b', 'a/'.repeat(512));
  hostile('{*a,a*}b', 'a'.repeat(1024));

  it('never throws, and a path without wildcards means itself', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (glob, path) => {
        assert.equal(typeof globMatcher([glob])(path), 'boolean');
      }),
    ));
  it('never throws on the characters that are special to globs', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'*?[]{}()!|+@\\/,.^$a') }), (glob) => {
        assert.equal(typeof globMatcher([glob])('a/b'), 'boolean');
      }),
      { numRuns: 2000 },
    ));
});
