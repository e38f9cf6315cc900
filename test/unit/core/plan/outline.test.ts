import assert from 'node:assert/strict';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { outlineLines, planText } from '../../../support/planOutline.ts';

/** `heading*2` stands for a heading with two items below it; items are left out of what is expected. */
function outlineOfHeadings(path: string, headings: readonly string[]): string[] {
  const lines = headings.flatMap((heading) => {
    const [title = '', count = '0'] = heading.split('*');
    return [title, '', ...Array.from({ length: Number(count) }, (_, index) => `- [ ] item ${index}`), ''];
  });
  return outlineLines(parsePlanFile(path, planText(...lines))).filter((line) => !line.includes('- ['));
}

describe('milestones and checkpoints from headings', () => {
  const reads = (
    what: string,
    headings: readonly string[],
    expected: readonly string[],
    path = 'ROADMAP.md',
  ) => it(what, () => assert.deepEqual(outlineOfHeadings(path, headings), expected));

  describe('where nothing is written out', () => {
    reads('versions are milestones', ['# Roadmap', '## v1.0*1', '## v2.0*1'], ['# v1.0', '# v2.0']);
    reads(
      'headings below a milestone are checkpoints',
      ['# R', '## v1*0', '### API*2', '### UI*1', '## v2*1'],
      ['# v1', '  ## API', '  ## UI', '# v2'],
    );
    reads(
      'checkpoints nest',
      ['## v1*1', '### Backend*0', '#### API*1', '## v2*1'],
      ['# v1', '  ## Backend', '    ## API', '# v2'],
    );
    reads(
      'one version makes milestones of its peers',
      ['# R', '## v1*1', '## Docs*1', '## Speed*1', '## Art*1'],
      ['# v1', '# Docs', '# Speed', '# Art'],
    );
    reads(
      'half of the names are enough',
      ['# R', '## Now*1', '## Later*1', '## Docs*1', '## Art*1'],
      ['# Now', '# Later', '# Docs', '# Art'],
    );
    reads(
      'fewer than half are not',
      ['# R', '## Now*1', '## Docs*1', '## Art*1'],
      ['# R', '  ## Now', '  ## Docs', '  ## Art'],
    );
    reads(
      'the shallowest such level is taken',
      ['# R', '## Phase 1*0', '### Sprint 1*1', '### Sprint 2*1', '## Phase 2*1'],
      ['# Phase 1', '  ## Sprint 1', '  ## Sprint 2', '# Phase 2'],
    );
    reads(
      'a level without such names is passed over',
      ['# Front end', '## v1*1', '## v2*1', '# Back end', '## v1*1'],
      ['# v1', '# v2', '# v1'],
    );
    reads(
      'a heading without items is none',
      ['# R', '## v1*1', '## v2*1', '## Contributing'],
      ['# v1', '# v2'],
    );
    reads(
      'the base is the one milestone otherwise',
      ['# Installer', '## Build*1', '## Sign*2'],
      ['# Installer', '  ## Build', '  ## Sign'],
    );
    reads(
      'the base is the deepest heading with all the items',
      ['# Project', '## About', '## Installer', '### Build*1', '### Sign*1'],
      ['# Installer', '  ## Build', '  ## Sign'],
    );
    reads('a lone heading is the milestone', ['# Project', '## v2.0*3'], ['# v2.0']);
    reads(
      'items before the milestones are one of their own',
      ['# Roadmap 2026*2', '## v1*1', '## v2*1'],
      ['# Roadmap 2026', '# v1', '# v2'],
    );
    reads(
      'and so are items outside their level',
      ['# R', '## v1*1', '## v2*1', '# Chores*1'],
      ['# v1', '# v2', '# Chores'],
    );
    reads(
      'items before the first heading are named after the file',
      ['*1', '## v1*1', '## v2*1'],
      ['# ROADMAP', '# v1', '# v2'],
    );
    reads('a file without headings is one milestone', ['*2'], ['# notes'], 'docs/notes.md');
    reads(
      'a heading of an unlisted name with a due date is one even without items',
      ['## v1*1', '## Trust due:2026-12-01'],
      ['# v1', '# Trust'],
    );
    reads('a page without boxes has none', ['# Roadmap', '## v1'], []);
  });

  describe('where it is written out', () => {
    reads(
      'Milestone: makes one, with items or without',
      ['# Milestone: Trust', '# Milestone: Speed*1'],
      ['# Trust', '# Speed'],
    );
    reads(
      'Milestone: makes one at any level',
      ['# R', '## Docs*1', '### Milestone: Trust*1'],
      ['# Docs', '# Trust'],
    );
    reads(
      'headings below it are checkpoints, whatever their names',
      ['# Milestone: Big', '## v1*1', '## v2*1'],
      ['# Big', '  ## v1', '  ## v2'],
    );
    reads(
      'Checkpoint: never makes one',
      ['# R', '## v1*1', '## Checkpoint: beta*1', '## v2*1'],
      ['# v1', '  ## beta', '# v2'],
    );
    reads(
      'a checkpoint holding all the items leaves the milestone to the heading above',
      ['## v2.0', '### Checkpoint: signed beta*1'],
      ['# v2.0', '  ## signed beta'],
    );
    reads('Checkpoint: shows without items', ['# Milestone: M*1', '## Checkpoint: C'], ['# M', '  ## C']);
    reads('case and spacing do not matter', ['# milestone :  Trust*1'], ['# Trust']);
    reads(
      'bold type does not matter',
      ['# __Milestone:__ Trust*1', '## __Checkpoint__: C*1'],
      ['# Trust', '  ## C'],
    );
    reads(
      'the level stays when a heading is added',
      ['# R', '## Milestone: A*1', '## Docs*1', '### x*1', '### y*1'],
      ['# A', '# Docs', '  ## x', '  ## y'],
    );
    reads(
      'an objective is none while milestones stand below it',
      ['# Objective: trust', '## v1*1', '## v2*1'],
      ['# v1', '# v2'],
    );
    reads(
      'objectives without milestones are taken as such',
      ['# Objective: a', '## x*1', '## y*1', '# Objective: b*1'],
      ['# a', '  ## x', '  ## y', '# b'],
    );
  });

  describe('a lone milestone with a name that says nothing', () => {
    reads('takes the title of the file', ['# Installer', '## Tasks*2'], ['# Installer']);
    reads('else its name', ['# TODO*2'], ['# installer'], 'docs/installer.md');
    reads(
      'else its folder',
      ['## 1. Build*1', '## 2. Sign*1'],
      ['# add-signing', '  ## 1. Build', '  ## 2. Sign'],
      'openspec/changes/add-signing/tasks.md',
    );
    reads(
      'never the folder that is only a place',
      ['# Release Checklist*1'],
      ['# Release Checklist'],
      '.github/RELEASE_CHECKLIST.md',
    );
    reads('keeps it where nothing says more', ['# TODO*1'], ['# TODO'], 'TODO.md');
    reads('keeps it where it is written out', ['# Plan of X', '## Milestone: Release*1'], ['# Release']);
    reads('keeps it beside others', ['# R', '## Backlog*1', '## v1*1'], ['# Backlog', '# v1']);
    it('takes the title in the front matter', () => {
      const text = planText(
        '---',
        'id: 7',
        "title: 'Sign **it**'",
        '---',
        '## Acceptance Criteria',
        '- [ ] a',
      );
      assert.deepEqual(outlineLines(parsePlanFile('tasks/t7.md', text)), ['# Sign it', '  - [ ] a']);
    });
  });

  it('reads the example of the documentation', () => {
    const file = parsePlanFile(
      'MILESTONES.md',
      planText(
        '# Objective: installers people trust  due:2026-12-31 ^trust',
        '- KR: complaints about unsigned installers 14 -> 0 (now 9) ^kr-complaints',
        '## v2.0  due:2026-12-15 ^v2',
        '- [ ] Sign the installers (#12) impact:5 effort:2 kr:kr-complaints paths:src/installer/** ^k3f9',
        '  - [x] Generate a test certificate est:10m done:2026-11-20 ^p2xa',
        '  - [ ] Wire signing into the build est:15m after:p2xa when:"after stand-up" ^m9wd',
        '### Checkpoint: signed beta  due:2026-12-05 ^beta',
        '- [ ] Publish the signed beta ^q7tt',
      ),
    );
    assert.deepEqual(outlineLines(file), [
      '# v2.0',
      '  - [ ] Sign the installers (#12)',
      '    - [x] Generate a test certificate',
      '    - [ ] Wire signing into the build',
      '  ## signed beta',
      '    - [ ] Publish the signed beta',
    ]);
    assert.deepEqual(file.problems, []);
    const [v2] = file.milestones;
    assert.deepEqual(
      [v2?.id, v2?.due, v2?.objective, v2?.checkpoints[0]?.id, v2?.checkpoints[0]?.due],
      ['v2', '2026-12-15', 'installers people trust', 'beta', '2026-12-05'],
    );
    const [objective] = file.objectives;
    const [keyResult] = objective?.keyResults ?? [];
    assert.deepEqual(
      [objective?.id, keyResult?.id, keyResult?.from, keyResult?.to, keyResult?.now],
      ['trust', 'kr-complaints', 14, 0, 9],
    );
  });
});
