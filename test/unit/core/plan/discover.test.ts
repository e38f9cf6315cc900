import assert from 'node:assert/strict';
import { matchesAny } from '../../../../src/core/glob.ts';
import { discoverPlans, isPlanCandidatePath } from '../../../../src/core/plan/discover.ts';
import { planText } from '../../../support/planOutline.ts';

const OPEN = planText('# P', '- [ ] a', '- [ ] b', '- [ ] c');
const LIVING = planText('# P', '- [x] a', '- [ ] b', '- [ ] c');
const FINISHED = planText('# P', '- [x] a', '- [x] b', '- [x] c');
const VERSIONS = planText('# P', '## v1', '- [x] a', '- [ ] b', '## v2', '- [ ] c');

type Candidate = { path: string; text: string };
const files = (text: string, ...paths: string[]): Candidate[] => paths.map((path) => ({ path, text }));
const globsOf = (...groups: Candidate[][]): string[] => discoverPlans(groups.flat()).map(({ glob }) => glob);

describe('discovery of checklists', () => {
  const reads = (paths: string) => {
    for (const path of paths.split(' ')) it(`looks into ${path}`, () => assert.ok(isPlanCandidatePath(path)));
  };
  const skips = (paths: string) => {
    for (const path of paths.split(' '))
      it(`does not look into ${path}`, () => assert.ok(!isPlanCandidatePath(path)));
  };
  reads(
    'MILESTONES.md roadmap.md docs/RELEASE.markdown backlog/tasks/t1.md openspec/changes/x/tasks.md README.md',
  );
  reads('.github/RELEASE_CHECKLIST.md .planning/ROADMAP.md packages/test-runner/TODO.md');
  skips('todo.txt src/a.ts ROADMAP.rst node_modules/x/TODO.md vendor/a/TODO.md third_party/x/README.md');
  skips('.beans/b1.md');
  skips('test/plan.md tests/fixtures/TODO.md __tests__/a.md examples/TODO.md docs/archive/PLAN.md');
  skips(
    '.github/ISSUE_TEMPLATE/release.md .github/pull_request_template.md templates/tasks.md plan-template.md',
  );
  skips(
    'AGENTS.md CLAUDE.md pkg/GEMINI.md .claude/commands/plan.md .cursor/rules/todo.md skills/x/SKILL.md CHANGELOG.md',
  );

  it('looks into hidden folders of any name where it is told to', () =>
    assert.ok(isPlanCandidatePath('.beans/b1.md', 'all')));
  it('looks even then into no folder of examples', () =>
    assert.ok(!isPlanCandidatePath('.beans/examples/b1.md', 'all')));

  const ranks = (what: string, candidates: Candidate[][], expected: readonly string[]) =>
    it(what, () => assert.deepEqual(globsOf(...candidates), expected));

  ranks(
    'by name',
    [files(OPEN, 'NOTES.md', 'TODO.md', 'ROADMAP.md', 'MILESTONES.md', 'RELEASE.md')],
    ['MILESTONES.md', 'ROADMAP.md', 'RELEASE.md', 'TODO.md', 'NOTES.md'],
  );
  ranks(
    'by place',
    [files(OPEN, 'src/a/b/ROADMAP.md', 'docs/ROADMAP.md', 'ROADMAP.md').slice(0, 2)],
    ['docs/ROADMAP.md', 'src/a/b/ROADMAP.md'],
  );
  ranks('by headings', [files(OPEN, 'a.md'), files(VERSIONS, 'b.md')], ['b.md', 'a.md']);
  ranks(
    'by the share of open items',
    [files(FINISHED, 'a.md'), files(OPEN, 'b.md'), files(LIVING, 'c.md')],
    ['c.md', 'b.md', 'a.md'],
  );
  ranks('equals by path', [files(OPEN, 'b.md', 'a.md')], ['a.md', 'b.md']);
  ranks(
    'a finished roadmap below a living list',
    [files(FINISHED, 'ROADMAP.md'), files(LIVING, 'TODO.md')],
    ['TODO.md', 'ROADMAP.md'],
  );
  ranks('pages with a box or two are left out', [files('- [ ] a\n', 'CONTRIBUTING.md')], []);
  ranks('unless the name tells', [files('- [ ] a\n', 'TODO.md')], ['TODO.md']);
  ranks('pages without boxes are left out', [files('# Roadmap\n\n- a\n', 'ROADMAP.md')], []);
  ranks(
    'words in a name count',
    [files(OPEN, 'a.md', 'V2_ROADMAP.md', 'release-checklist.md')],
    ['V2_ROADMAP.md', 'release-checklist.md', 'a.md'],
  );

  const tasks = ['a', 'b', 'c', 'd', 'e'].map((name) => `backlog/tasks/${name}.md`);
  ranks('a folder of five alike is one line', [files(OPEN, ...tasks)], ['backlog/tasks/*.md']);
  ranks('a folder of four is four lines', [files(OPEN, ...tasks.slice(1))], tasks.slice(1));
  ranks(
    'the same name in many folders is one line',
    [
      files(
        OPEN,
        'openspec/changes/a/tasks.md',
        'openspec/changes/b/tasks.md',
        'openspec/changes/c/tasks.md',
      ),
    ],
    ['openspec/changes/*/tasks.md'],
  );
  ranks(
    'at whatever depth',
    [files(OPEN, 'pkg/a/TODO.md', 'pkg/b/c/TODO.md', 'pkg/TODO.md')],
    ['pkg/**/TODO.md'],
  );
  ranks(
    'many pages called README are not',
    [files(OPEN, 'a/README.md', 'b/README.md', 'c/README.md')],
    ['a/README.md', 'b/README.md', 'c/README.md'],
  );

  it('sums up what a tracker folder holds', () => {
    const [folder] = discoverPlans([
      ...files(OPEN, ...tasks.slice(0, 4)),
      ...files(LIVING, ...tasks.slice(4)),
    ]);
    assert.deepEqual(
      [folder?.kind, folder?.paths, folder?.milestones, folder?.open, folder?.done],
      ['folder', tasks, 5, 14, 1],
    );
  });
  it('counts items, not micro-goals or dropped ones', () => {
    const text = planText('# P', '- [ ] a', '  - [ ] b', '- [x] c', '- [x] d status:dropped');
    const [candidate] = discoverPlans([{ path: 'TODO.md', text }]);
    assert.deepEqual(
      [candidate?.kind, candidate?.open, candidate?.done, candidate?.milestones],
      ['file', 1, 1, 1],
    );
  });
  it('offers globs that mean the files, whatever their names', () => {
    const paths = ['docs/[id]/TODO.md', 'a {b}/ROADMAP.md', 'x/what!*.md', 'app/(group)/PLAN.md'];
    for (const { glob, paths: meant } of discoverPlans(files(OPEN, ...paths))) {
      for (const path of meant) assert.ok(matchesAny([glob], path), `${glob} means ${path}`);
    }
  });
});
