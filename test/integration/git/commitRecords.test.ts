import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { CommitRecords } from '../../../src/io/git/commitRecords.ts';

interface Given {
  readonly sha: string;
  readonly text: string;
}

/** Git ends an object's text at its first NUL: there is none inside. */
const given = fc.array(
  fc.record(
    {
      sha: fc.stringMatching(/^[0-9a-f]{40}$/),
      text: fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.replaceAll('\0', '')),
    },
    { noNullPrototype: true },
  ),
);

/** As `rev-list --header` writes them. */
const written = (commits: readonly Given[]) =>
  Buffer.from(commits.map(({ sha, text }) => `${sha}\n${text}\0`).join(''));

/** What comes out where the output arrives in pieces that end at `cuts`. */
function readInPieces(output: Buffer, cuts: readonly number[]): { read: Given[]; pendingBytes: number } {
  const records = new CommitRecords();
  const ends = [...new Set(cuts.map((cut) => cut % (output.length + 1)))].sort((a, b) => a - b);
  const read: Given[] = [];
  let from = 0;
  for (const to of [...ends, output.length]) {
    for (const { sha, batch, start, end } of records.push(output.subarray(from, to))) {
      read.push({ sha, text: batch.toString('utf8', start, end) });
    }
    from = to;
  }
  return { read, pendingBytes: records.pendingBytes };
}

describe('CommitRecords', () => {
  it('gives every commit, however the output is cut', () => {
    fc.assert(
      fc.property(given, fc.array(fc.nat()), (commits, cuts) => {
        assert.deepEqual(readInPieces(written(commits), cuts), { read: commits, pendingBytes: 0 });
      }),
    );
  });
  it('knows that an output ended inside a commit', () => {
    fc.assert(
      fc.property(given, fc.array(fc.nat()), (commits, cuts) => {
        const output = written([...commits, { sha: 'a'.repeat(40), text: 'tree x' }]);
        assert.deepEqual(readInPieces(output.subarray(0, -3), cuts), { read: commits, pendingBytes: 45 });
      }),
    );
  });
});
