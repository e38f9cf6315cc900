import type { ActionProblem } from './core/action.ts';
import type { PlanProblem } from './core/plan/model.ts';
import type { Translate } from './text.ts';

/** Sentences for what is wrong with a plan, or stood in an action's way. `shown` makes text of a plan safe to show. */
export function createProblemTexts(t: Translate, shown: (text: string, limit?: number) => string) {
  const planProblem = ({ code, data }: Pick<PlanProblem, 'code' | 'data'>): string => {
    const told = (name: string) => shown(String(data[name] ?? ''), 80);
    switch (code) {
      case 'conflict-markers':
        return t('Conflict markers: resolve them first. Until then Cairn does not change this file.');
      case 'undecodable':
        return t('Not valid UTF-8: save it as UTF-8. Until then Cairn does not change this file.');
      case 'too-large':
        return t('Too large to be read as a plan.');
      case 'unreadable':
        return t('This file cannot be read.');
      case 'duplicate-id':
        return t('The id ^{0} stands on more than one line; the first keeps its links.', told('id'));
      case 'invalid-attribute':
        return t('{0}:{1} is not valid; expected {2}.', told('key'), told('value'), told('expected'));
      case 'duplicate-attribute':
        return t('{0}: is written more than once on this line.', told('key'));
      case 'unknown-after':
        return t('after:{0} names no line of the plan.', told('id'));
      case 'circular-after':
        return t('after:{0} waits for this line in turn, so neither can come first.', told('id'));
      case 'unknown-kr':
        return t('kr:{0} names no key result of the plan.', told('id'));
    }
  };

  /** The reason comes first: it is what a narrow notification shows. */
  const notWritable = (reason: string, path: string): string => {
    switch (reason) {
      case 'conflict-markers':
        return t('Resolve the conflict markers first: {0} was not changed.', path);
      case 'undecodable':
        return t('Save it as UTF-8 first: {0} was not changed.', path);
      case 'too-large':
        return t('Too large to be a plan: {0} was not changed.', path);
      case 'read-only':
        return t('Write-protected: {0} was not changed. Make it writable, then try again.', path);
      default:
        return t('Not a file that can be written: {0} was not changed.', path);
    }
  };
  const actionProblem = ({ code, data }: ActionProblem): string => {
    const told = (name: string) => shown(String(data[name] ?? ''), 120);
    const path = told('path');
    switch (code) {
      case 'line-not-found':
        return t('The line is no longer in the plan: it was changed or removed meanwhile.');
      case 'duplicate-id':
        return t('The id ^{0} stands on more than one line. Make the ids differ first.', told('id'));
      case 'not-writable':
        return notWritable(told('reason'), path);
      case 'invalid-value':
        return t('“{0}” is not valid here; expected {1}.', told('actual'), told('expected'));
      case 'no-sibling':
        return t('There is nothing to move it past.');
      case 'into-itself':
        return t('A line cannot be moved into itself.');
      case 'nothing-to-change':
        return t('There was nothing to change.');
      case 'file-missing':
        return t('{0} does not exist any more.', path);
      case 'file-exists':
        return t('{0} exists already.', path);
      case 'outside-repository':
        return t('{0} lies outside the repository.', path);
      case 'locked':
        return t('Another process is writing {0}: it was not changed. Try again.', path);
      case 'write-failed':
        return t('{0} could not be written: {1}', path, told('actual') || told('reason'));
      case 'unknown-commit':
        return t('The commit {0} is not in this repository.', told('sha').slice(0, 12));
      case 'no-repository':
        return t('This repository is no longer open.');
      case 'storage-failed':
        return t('Cairn’s own data could not be written: {0}', told('reason'));
      case 'failed':
        return t('Cairn: {0}', told('reason'));
    }
  };

  return { planProblem, actionProblem };
}
