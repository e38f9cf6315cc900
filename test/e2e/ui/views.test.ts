import assert from 'node:assert/strict';
import { useWorkbench } from './workbench.ts';

describe('the views', () => {
  const workbench = useWorkbench();

  it('stand in a container of their own', async () => {
    await workbench().openView('Cairn');
    await workbench().tree('Milestones').waitFor();
    await workbench().screenshot('views');
  });

  it('show the milestones of the plan', async () => {
    await workbench().openView('Cairn');
    await workbench().row('Milestones', /v2\.0/).waitFor();
    assert.ok((await workbench().rows('Milestones')).some((row) => row.includes('v2.1')));
  });
});
