import type { Person, RawCommit } from '../../core/history/commit.ts';
import { MessageReader } from '../../core/history/message.ts';
import { Survey } from '../../core/history/survey.ts';
import { SegmentBuilder } from './segmentBuilder.ts';

/** Of each kind of thing that a message can say, one. */
const MESSAGES: readonly string[] = [
  'Merge pull request #12 from ada/k3f9-sign\n\nSign the installers',
  'Sign the installers (#12)\n\nFixes #9, see owner/name#8.\nCloses: #7\nApproved by: bo\nMicro-Goal: k3f9 done',
  'Revert "Sign it (#12)" (#13)\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.',
  'Sign it\n\nSee merge request name/group!12\nMicro-Goal: none (upkeep)\nLink: https://github.com/owner/name/pull/12',
  "Merge branch 'topic/k3f9'\n\n* topic/k3f9:\n  Sign ^k3f9 it [k3f9]\n  Ask once",
  'fixup! Fix issue 12\n\nAsk 3 times.\n(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)',
  'Bug 1234 - Zeichne é\n\nBug: 12\nTwo more in gh-12 and #33.\n\n    Indented 4\n> quoted 5\nhttps://github.com/owner/name/issues/12',
  'Ask once\nand for all\n\nNothing to say about it.\n\nPR-URL:\nhttps://github.com/owner/name/pull/12',
  'Release v1.2.3\n\nBumps [parts](https://example.org) from 1 to 2.\n\nCloses #3',
  'Merged in topic (pull request #12)\n\nReviewed-on: https://example.org/c/12\nSigned-off-by: Ada <ada@example.com>',
];

const ADA: Person = { name: 'Ada', email: 'ada@example.com' };
const GITHUB: Person = { name: 'GitHub', email: 'noreply@github.com' };

/** The engine takes no notes of what a function meets in its first calls, and compiles it after some thousand. */
const ROUNDS = 12;

/**
 * Reads a short history of made-up commits, one of each kind a few times over, and forgets it. The engine compiles what
 * reads a long one while it runs, for the kinds of values that it has met by then, and again for each that it meets
 * later. Having met them all it compiles once, and a long history takes some hundredths less (docs: "Speed").
 * @param margin As of the commits to come.
 */
export function rehearse(tagKey: string, margin: number): void {
  const reader = new MessageReader(tagKey);
  const builder = new SegmentBuilder();
  const survey = new Survey();
  for (let at = 0; at < ROUNDS * MESSAGES.length; at++) {
    const commit = reader.read(madeUp(at, margin));
    builder.add(commit);
    survey.add(commit);
  }
  builder.build();
}

function madeUp(at: number, margin: number): RawCommit {
  const time = { seconds: 1_500_000_000 - at, offsetMinutes: at % 2 === 0 ? 0 : 120 };
  const lines = (MESSAGES[at % MESSAGES.length] as string).split('\n');
  return {
    sha: shaOf(at),
    parents: at % 4 === 0 ? [shaOf(at + 1), shaOf(at + 2)] : [shaOf(at + 1)],
    author: ADA,
    authorTime: time,
    committer: at % 2 === 0 ? ADA : GITHUB,
    commitTime: time,
    message: lines.map((line) => ' '.repeat(margin) + line).join('\n'),
    margin,
  };
}

function shaOf(at: number): string {
  return at.toString(16).padStart(40, '0');
}
