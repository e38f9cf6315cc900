import assert from 'node:assert/strict';
import { taskNamer } from '../../../../../src/core/progress/drift/taskIds.ts';

describe('a subject that names a task', () => {
  it('by its id', () => names('TASK-12 - Sign the installers'));
  it('in a scope', () => names('fix(epic-11.92): sign on macOS'));
  it('by the whole name of its file', () => names('fix: sign (task-epic-11.92)'));
  it('in words', () => names('Sign on macOS (Task 12)'));
  it('at the end of a sentence', () => names('Sign what task-12.'));
  it('with a hash of its own', () => names('Sign (beans-x4f2)'));
  it('with an underscore', () => names('task_12: sign'));
  it('never another number', () => namesNone('TASK-123 - Sign'));
  it('never a sub-task that has no file', () => namesNone('TASK-12.7 - Sign'));
  it('never a bare number', () => namesNone('Sign 12 installers (#12)'));
  it('never words of a title', () => namesNone('Sign the installers'));
  it('nothing without a tracker', () =>
    assert.equal(taskNamer(['ROADMAP.md', 'docs/v2-plan.md'])('TASK-12'), false));
});

const PATHS = [
  'backlog/tasks/task-12 - Sign-the-installers.md',
  'backlog/tasks/epics/task-epic-11.92 - Split.md',
  '.beans/beans-x4f2--sign-the-installers.md',
];

function names(subject: string): void {
  assert.equal(taskNamer(PATHS)(subject), true, subject);
}

function namesNone(subject: string): void {
  assert.equal(taskNamer(PATHS)(subject), false, subject);
}
