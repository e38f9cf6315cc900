import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Person } from '../../../../src/core/history/commit.ts';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { glanceAt } from '../../../../src/core/history/glance.ts';
import { toCommit } from '../../../../src/core/history/message.ts';
import { CommitSegment, withAuthors } from '../../../../src/io/index/commitSegment.ts';
import { packSegment, unpackSegment } from '../../../../src/io/index/packSegment.ts';
import { plainCommit } from '../../../support/plainCommit.ts';

const PLAIN = { noNullPrototype: true };
const sha = fc.nat(40).map((number) => number.toString(16).padStart(40, '0'));
const person = fc.record(
  { name: fc.string({ unit: 'grapheme' }), email: fc.constantFrom('', 'a@x', 'bot@x') },
  PLAIN,
);
const time = fc.record(
  { seconds: fc.maxSafeInteger(), offsetMinutes: fc.integer({ min: -720, max: 840 }) },
  PLAIN,
);
const message = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        'Merge pull request #12 from a/feat-k3f9',
        '[k3f9] Sign (#7)',
        'Fixes #9, #10 and #9',
        'Micro-Goal: none (on call)',
        'Revert "x"',
        '',
      ),
    )
    .map((lines) => lines.join('\n')),
);
const commits: fc.Arbitrary<Commit[]> = fc
  .uniqueArray(
    fc.record({
      ...{ sha, message, author: person, committer: person, authorTime: time, commitTime: time },
      parents: fc.array(sha, { maxLength: 3 }),
    }),
    { selector: (raw) => raw.sha, maxLength: 12 },
  )
  .map((all) => all.map((raw) => toCommit(raw, 'Micro-Goal')));

const same = (one: Person): Person => one;

describe('a segment of commits', () => {
  it('holds what it is made of', () => {
    fc.assert(
      fc.property(commits, (all) => {
        assert.deepEqual(CommitSegment.of(all).commits.map(plainCommit), all);
      }),
    );
  });
  it('is the same after it was packed and unpacked', () => {
    fc.assert(
      fc.property(commits, (all) => {
        const unpacked = unpackSegment(packSegment(CommitSegment.of(all), same), same);
        assert.deepEqual(unpacked.commits.map(plainCommit), all);
      }),
    );
  });
  it('tells at a glance what the facts tell', () => {
    fc.assert(
      fc.property(commits, (all) => {
        for (const { glance, facts } of CommitSegment.of(all).commits) {
          assert.deepEqual(
            glance && { ...glance, numbers: [...Array.from(glance.numbers)] },
            glanceAt(facts),
          );
        }
      }),
    );
  });
  it('packs whom the commit records, and names whom the mailmap does', () => {
    const mapped = (one: Person) => ({ ...one, name: one.name.toUpperCase() });
    const recorded = (one: Person) => ({ ...one, name: one.name.toLowerCase() });
    fc.assert(
      fc.property(commits, (all) => {
        const named = withAuthors(CommitSegment.of(all).commits, mapped);
        assert.deepEqual(
          named.map(({ author }) => author),
          all.map(({ author }) => mapped(author)),
        );
        const again = unpackSegment(packSegment(CommitSegment.of(named), recorded), same);
        assert.deepEqual(
          again.commits.map(({ author }) => author),
          all.map(({ author }) => recorded(mapped(author))),
        );
      }),
    );
  });
  it('is not made again of its own commits', () => {
    fc.assert(
      fc.property(commits, (all) => {
        const segment = CommitSegment.of(all);
        if (all.length > 0) assert.equal(CommitSegment.of([...segment.commits]), segment);
      }),
    );
  });
});
