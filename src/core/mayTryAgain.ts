import type { ActionProblem } from './action.ts';

/**
 * Whether the same action may succeed once what stands in its way has passed or was mended. False where it is the action
 * that cannot be done: no other process, person or disk makes a difference to it.
 */
export function mayTryAgain({ code, data }: ActionProblem): boolean {
  switch (code) {
    case 'locked':
    case 'write-failed':
    case 'storage-failed':
    case 'file-missing':
    case 'failed':
      return true;
    case 'not-writable':
      return data['reason'] !== 'too-large' && data['reason'] !== 'not-a-file';
    case 'line-not-found':
    case 'duplicate-id':
    case 'invalid-value':
    case 'no-sibling':
    case 'into-itself':
    case 'nothing-to-change':
    case 'file-exists':
    case 'outside-repository':
    case 'unknown-commit':
    case 'no-repository':
      return false;
  }
}
