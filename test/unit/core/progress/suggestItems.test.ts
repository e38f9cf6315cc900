import assert from 'node:assert/strict';
import {
  type CommitsToAlign,
  type SuggestibleLine,
  suggestItems,
} from '../../../../src/core/progress/suggestItems.ts';

const line = (key: string, title: string, changed: Partial<SuggestibleLine> = {}): SuggestibleLine => ({
  ...{ key, title, above: ['v2.0'], section: 'v2.0', paths: [], references: [] },
  ...{ done: false, files: [], movedAt: null },
  ...changed,
});
const PLAN = [
  line('sign', 'Sign the installers', { references: [12] }),
  line('cert', 'Make a test certificate', { above: ['v2.0', 'Sign the installers'] }),
  line('notes', 'Write the release notes'),
  line('delta', 'Delta updates', { paths: ['src/updater/**'] }),
  line('old', 'Sign the archives', { done: true, files: ['src/archive/zip.ts'] }),
];

describe('the lines that commits likely moved', () => {
  const suggested = (
    subject: string,
    { lines = PLAN, ...commits }: Partial<CommitsToAlign> & { lines?: readonly SuggestibleLine[] } = {},
  ) => suggestItems(lines, { subjects: [subject], paths: [], about: [], references: [], ...commits }, 3);
  const best = (...of: Parameters<typeof suggested>) => suggested(...of)[0];

  it('share words with the subject', () => assert.equal(best('Draft notes for the release'), 'notes'));
  it('share words in another form', () => assert.equal(best('Signing of installer on macOS'), 'sign'));
  it('share words with a path', () =>
    assert.equal(best('Fix it', { paths: ['scripts/certificate.sh'] }), 'cert'));
  it('share words with a branch or pull request', () =>
    assert.equal(best('Fix it', { about: ['feature/test-certificate'] }), 'cert'));
  it('name the paths that were changed', () =>
    assert.equal(best('Fix it', { paths: ['src/updater/feed.ts'] }), 'delta'));
  it('mention the same issue', () => assert.equal(best('Fix it', { references: [12] }), 'sign'));
  it('are open rather than done', () => assert.equal(best('Sign'), 'sign'));
  it('share files with their evidence', () => {
    const lines = [line('a', 'First'), line('b', 'Second', { section: 'v1', files: ['src/net/http.ts'] })];
    assert.equal(best('Fix it', { lines, paths: ['src/net/http.ts'] }), 'b');
  });
  it('share folders with what was done beside them, the open one first', () => {
    const lines = [
      line('a', 'First', { section: 'v1' }),
      line('b', 'Second', { done: true, files: ['src/net/http.ts'] }),
      line('c', 'Third'),
    ];
    assert.equal(best('Fix it', { lines, paths: ['src/net/tls.ts'] }), 'c');
  });
  it('are, among equals, where the plan moved last', () => {
    const lines = [
      line('a', 'Sign it', { section: 'v1' }),
      line('b', 'Sign it', { section: 'v2' }),
      line('c', 'Ship', { section: 'v2', done: true, movedAt: 100 }),
    ];
    assert.equal(best('Sign', { lines }), 'b');
  });
  it('are no more than asked for', () => assert.equal(suggested('sign release delta certificate').length, 3));
  it('are none when nothing is shared', () => assert.deepEqual(suggested('Tidy up'), []));
  it('are none of an empty plan', () => assert.deepEqual(suggested('Sign', { lines: [] }), []));
});
