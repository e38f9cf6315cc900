import assert from 'node:assert/strict';
import { useWorkbench } from './workbench.ts';

describe('the views', () => {
  const workbench = useWorkbench();

  it('stand in a container of their own', async () => {
    await workbench().openView('Cairn');
    await workbench().tree('Milestones').waitFor();
    await workbench().screenshot('views');
  });

  it('show the plan of the repository', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Sign the installers/)
      .waitFor();
    const [milestone = '', ...others] = await workbench().rows('Milestones');
    assert.match(milestone, /^v2\.0 \| 4 of 8/);
    assert.ok(others.some((row) => row.startsWith('signed beta | 1 of 3')));
  });
});
