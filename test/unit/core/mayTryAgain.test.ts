import assert from 'node:assert/strict';
import type { ActionProblem } from '../../../src/core/action.ts';
import { mayTryAgain } from '../../../src/core/mayTryAgain.ts';

describe('trying again', () => {
  const is =
    (expected: boolean) =>
    (why: string, code: ActionProblem['code'], data: ActionProblem['data'] = {}) =>
      it(`${expected ? 'is offered' : 'is not offered'} where ${why}`, () =>
        assert.equal(mayTryAgain({ code, data }), expected));
  const offered = is(true);
  const notOffered = is(false);

  offered('another process writes the file', 'locked');
  offered('the disk is full, or what else kept it from being written', 'write-failed');
  offered('personal data could not be written', 'storage-failed');
  offered('a checkout took the file away', 'file-missing');
  offered('something went wrong that nobody foresaw', 'failed');
  offered('the file is write-protected', 'not-writable', { reason: 'read-only' });
  offered('a merge left markers', 'not-writable', { reason: 'conflict-markers' });
  offered('the file is not UTF-8', 'not-writable', { reason: 'undecodable' });
  offered('the file cannot be read', 'not-writable', { reason: 'unreadable' });

  notOffered('the file is too large for a plan', 'not-writable', { reason: 'too-large' });
  notOffered('a folder stands in its place', 'not-writable', { reason: 'not-a-file' });
  notOffered('the line is gone', 'line-not-found');
  notOffered('two lines have the id', 'duplicate-id');
  notOffered('the value is not valid', 'invalid-value');
  notOffered('there is nothing to move it past', 'no-sibling');
  notOffered('a line would be moved into itself', 'into-itself');
  notOffered('nothing would change', 'nothing-to-change');
  notOffered('the file exists already', 'file-exists');
  notOffered('the file lies outside the repository', 'outside-repository');
  notOffered('the commit is not in the history', 'unknown-commit');
  notOffered('the repository is no longer open', 'no-repository');
});
