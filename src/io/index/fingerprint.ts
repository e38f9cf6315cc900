import { createHash } from 'node:crypto';
import { toCommit } from '../../core/history/message.ts';

/** A message with something of everything that facts are made of. */
const SAMPLE = `Merge pull request #12 from ada/fix-k3f9

[k3f9] Sign the installers (#12), see owner/name#3 and https://github.com/owner/name/issues/4

This reverts commit 0123456789abcdef0123456789abcdef01234567.
(cherry picked from commit 89abcdef0123456789abcdef0123456789abcdef)
Reviewed-on: https://host.example/c/name/+/5
See merge request group/name!6
Fixes: #7
Micro-Goal: k3f9 done
`;

/**
 * Names the way in which messages are read: an index of facts that were read in another way is not used, even where
 * nobody thought of a new version.
 */
export function readingFingerprint(tagKey: string): string {
  const person = { name: 'Ada', email: 'ada@example.com' };
  const time = { seconds: 0, offsetMinutes: 0 };
  const committer = { name: 'GitHub', email: 'noreply@github.com' };
  const raw = { sha: '', parents: ['', ''], author: person, authorTime: time, committer, commitTime: time };
  const commits = [SAMPLE, 'fixup! Release v1.2', ''].map((message) => toCommit({ ...raw, message }, tagKey));
  return createHash('sha256').update(JSON.stringify(commits)).digest('hex').slice(0, 16);
}
