import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { globMatcher } from '../../../src/core/glob.ts';
import { attributeLines } from '../../../src/io/merge/attributeLines.ts';
import { inRepository } from '../../support/repository.ts';

const PATHS = [
  ...[
    'PLAN.md',
    'docs/PLAN.md',
    'docs/a/PLAN.md',
    'docs/a/b/c.md',
    'docs/a.txt',
    'other/PLAN.md',
    'PLAN.md/x.md',
  ],
  ...['the plans/a plan.md', 'a"b.md', 'a(b).md', 'q1.md', 'q2.md', 'q3.md', '.hidden/p.md', 'pläne/ü.md'],
];

describe('attributes of what plan globs match', () => {
  const agree = (...globs: string[]) =>
    it(
      `are git's of the same paths: ${globs.join(' ')}`,
      inRepository(async (repository) => {
        const info = path.join(repository.folder, '.git', 'info');
        mkdirSync(info, { recursive: true });
        writeFileSync(path.join(info, 'attributes'), attributeLines(globs, 'merge', 'cairn').join('\n'));
        const output = repository.gitWith(
          { input: PATHS.join('\0') },
          'check-attr',
          '-z',
          '--stdin',
          'merge',
        );
        const records = output.split('\0');
        const given = PATHS.filter((_, index) => records[index * 3 + 2] === 'cairn');
        assert.deepEqual(given, PATHS.filter(globMatcher(globs)));
      }),
    );

  agree('PLAN.md');
  agree('./docs/PLAN.md');
  agree('docs');
  agree('docs/');
  agree('**/PLAN.md');
  agree('docs/**');
  agree('docs/**/*.md');
  agree('docs/*.md', 'q?.md');
  agree('*.md', '!PLAN.md');
  agree('**/*.md', '!docs/**', '!**/q[12].md');
  agree('q[!1].md');
  agree('{docs,other}/PLAN.md', 'q{1,2{,x}}.md');
  agree('the plans/a plan.md');
  agree('a"b.md', 'a(b).md');
  agree('pläne/*.md', '.hidden/**');
});
